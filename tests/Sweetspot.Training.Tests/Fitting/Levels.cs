using Sweetspot.Core;

namespace Sweetspot.Training.Tests;

/// <summary>Trainings at levels of 1, 3 and 9 epochs: trunks of 0, 2 and 7, branches of 1, 1 and 2.</summary>
internal static class Levels
{
    public static readonly int[] Epochs = [1, 3, 9];

    /// <param name="folder">Where trunks are kept; null: nowhere.</param>
    public static TrainingOptions Options(string? folder) => new() { StudySeed = 1, Epochs = 9, Levels = [.. Epochs], TrunkFolder = folder };

    /// <summary>Trains a candidate at each level, once going on and once from scratch.</summary>
    public static async Task AssertEqualFromScratch(Dataset dataset, Candidate candidate, string folder, CancellationToken cancellationToken)
    {
        var (kept, scratch) = (Make.Evaluator(dataset, Options(folder)), Make.Evaluator(dataset, Options(null)));
        foreach (var level in Epochs)
        {
            var request = new TrialRequest(candidate, new Fidelity(level), 7);

            var after = await kept.EvaluateAsync(request, cancellationToken);
            var anew = await scratch.EvaluateAsync(request, cancellationToken);

            Assert.Equal(level < 9 ? TrialState.Pruned : TrialState.Completed, after.State);
            Assert.Equal(anew.Curve, after.Curve);
            Assert.Equal(anew.Metrics["loss"].Value, after.Metrics["loss"].Value);
            Assert.Equal(anew.Metrics["best_epoch"].Value, after.Metrics["best_epoch"].Value);
            Assert.Equal(level > 3, Origin(after).Contains("goes on after 2 epochs trained before (counted)", StringComparison.Ordinal));
            Assert.DoesNotContain("goes on", Origin(anew), StringComparison.Ordinal);
        }
    }

    private static string Origin(Evaluation evaluation) => evaluation.Metrics["train_seconds"].Origin.Detail ?? "";
}
