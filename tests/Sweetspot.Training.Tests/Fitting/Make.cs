using Sweetspot.Core;

namespace Sweetspot.Training.Tests;

/// <summary>Makes what trainings in tests need.</summary>
internal static class Make
{
    public static TrainingGate Gate() => new(Path.Combine(Path.GetTempPath(), $"sweetspot-test-{Guid.NewGuid():n}"), TimeProvider.System);

    public static TrainingEvaluator Evaluator(Dataset dataset, TrainingOptions? options = null, TimeProvider? time = null) =>
        new(dataset, options ?? new TrainingOptions { StudySeed = 1 }, new MachineFacts(1e11), Gate(), time ?? TimeProvider.System);

    public static Candidate Linear() => new([new("family", GeneValue.Of("linear"))]);

    public static Candidate Mlp(int width, int depth = 1) =>
        new([new("family", GeneValue.Of("mlp")), new("depth", GeneValue.Of(depth)), new("width", GeneValue.Of(width))]);

    public static async Task<Evaluation.Completed> Completed(
        this TrainingEvaluator evaluator, TrialRequest request, CancellationToken cancellationToken) =>
        Assert.IsType<Evaluation.Completed>(await evaluator.EvaluateAsync(request, cancellationToken));
}
