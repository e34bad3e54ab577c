using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.TestKit;

namespace Sweetspot.Training.Tests;

public sealed class PrunedTrainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_Pruned_IsASmallerModelWhoseTimeCountsBothTrainings()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(400, spread: 0.8));

        var dense = await evaluator.Completed(new TrialRequest(Make.Mlp(16, 2), new Fidelity(8), 7), Token);
        var pruned = await evaluator.Completed(new TrialRequest(Pruned(Make.Mlp(16, 2), 0.75), new Fidelity(8), 7), Token);

        Assert.Equal((4 * 4) + 4 + (4 * 4) + 4 + (4 * 3) + 3, pruned.Metrics["parameters"].Value);
        Assert.InRange(pruned.Metrics["accuracy"].Value, 0.75, 1);
        Assert.Contains("pruned from mlp 4-16-16-3 after", pruned.Metrics["train_seconds"].Origin.Detail, StringComparison.Ordinal);
        Assert.Contains("pruned from mlp 4-16-16-3 after", pruned.Metrics["accuracy"].Origin.Detail, StringComparison.Ordinal);
        var best = (int)dense.Metrics["best_epoch"].Value;
        Assert.Equal(dense.Curve.Take(best), pruned.Curve.Take(best)); // the dense part is the dense model's training
        Assert.Equal(Enumerable.Range(1, pruned.Curve.Length), pruned.Curve.Select(point => point.Epoch));
        Assert.Equal(best, pruned.Metrics["dense_epochs"].Value);
        Assert.DoesNotContain("dense_epochs", dense.Metrics.Keys);
        Assert.InRange(pruned.Metrics["best_epoch"].Value, best + 1, best + FineTuning.Epochs(8));
    }

    [Fact]
    public async Task Evaluate_Twin_IsWhatTheSmallerShapeGivesFromScratch()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(200, spread: 1.5));

        var twin = await evaluator.Completed(new TrialRequest(Compression.Twin(Pruned(Make.Mlp(16), 0.5)), new Fidelity(5), 7), Token);
        var small = await evaluator.Completed(new TrialRequest(Make.Mlp(8), new Fidelity(5), 7), Token);

        Assert.Equal(small.Curve, twin.Curve);
    }

    [Fact]
    public async Task Evaluate_PrunedTwice_SameCurve()
    {
        var request = new TrialRequest(Pruned(Make.Mlp(12), 0.5), new Fidelity(4), 3);

        var first = await Make.Evaluator(ArrayDataset.Curve(200)).Completed(request, Token);
        var second = await Make.Evaluator(ArrayDataset.Curve(200)).Completed(request, Token);

        Assert.Equal(first.Curve, second.Curve);
    }

    [Fact]
    public async Task Evaluate_FinalOfAPrunedOne_SpendsAllItsEpochsAndKeepsWeightsOfTheSmallShape()
    {
        using var folder = new TemporaryFolder();
        var request = new TrialRequest(Pruned(Make.Mlp(16), 0.5), new Fidelity(9), 3, TrialPurpose.Final);

        var final = await Make.Evaluator(ArrayDataset.Clouds(200, testRows: 60), new TrainingOptions { StudySeed = 1, Epochs = 8, WeightsFolder = folder.Path }).Completed(request, Token);

        var path = ModelFile.PathOf(folder.Path, request);
        Assert.Equal("mlp 4-8-3", ModelFile.Describe(path).Shape.Describe());
        Assert.Equal([8, 4], ModelFile.Weights(path)["hidden0.weight"].Sizes);
        Assert.Equal(9, final.Metrics["best_epoch"].Value);
        Assert.InRange(final.Metrics["test_accuracy"].Value, 0.9, 1);
    }

    [Fact]
    public async Task Evaluate_FinalOfAPrunedOne_IsTrainedAsItWasVerified()
    {
        var request = new TrialRequest(Pruned(Make.Mlp(16), 0.5), new Fidelity(9, 2), 3, TrialPurpose.Final);

        var final = await Make.Evaluator(ArrayDataset.Clouds(200), new TrainingOptions { StudySeed = 1, Epochs = 8 }).Completed(request, Token);

        Assert.Contains("after 2 epochs", final.Metrics["train_seconds"].Origin.Detail, StringComparison.Ordinal);
        Assert.Equal(2, final.Metrics["dense_epochs"].Value);
        Assert.Equal(9, final.Metrics["best_epoch"].Value);
    }

    [Fact]
    public async Task Evaluate_BothTrainingsTogetherBeyondTheLimit_TimesOut()
    {
        var request = new TrialRequest(Pruned(Make.Mlp(16), 0.5), new Fidelity(4), 7);
        var unlimited = await Make.Evaluator(ArrayDataset.Clouds(200), time: new TickingTime()).Completed(request, Token);
        var limit = TimeSpan.FromSeconds(0.8 * unlimited.Metrics["train_wall_seconds"].Value); // more than either takes

        var result = await Make.Evaluator(ArrayDataset.Clouds(200), new TrainingOptions { StudySeed = 1, TimeLimit = limit }, new TickingTime()).EvaluateAsync(request, Token);

        Assert.Equal(limit, Assert.IsType<Evaluation.TimedOut>(result).Limit);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(9, 6)]
    [InlineData(40, 27)]
    public void Before_EpochsInAll_LeavesAThirdForFineTuning(int total, int before) => Assert.Equal(before, FineTuning.Before(total));

    private static Candidate Pruned(Candidate candidate, double share) => new(candidate.Genes.Append(new(Compression.PruneGene, GeneValue.Of(share))));
}
