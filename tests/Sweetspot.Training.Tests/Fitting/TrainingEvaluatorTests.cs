using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TrainingEvaluatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evaluate_SeparableClouds_LearnsThemAndReportsEveryMetric()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(300));

        var result = await evaluator.Completed(new TrialRequest(Make.Mlp(16), new Fidelity(10), 7), Token);

        Assert.InRange(result.Metrics["accuracy"].Value, 0.95, 1);
        Assert.Equal(
            ["accuracy", "auc", "best_epoch", "file_bytes", "flops", "generalization_gap", "loss", "macro_f1", "parameters", "peak_memory_bytes", "train_seconds", "train_wall_seconds", "utilization", "worst_class_recall"],
            result.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(result.Metrics.Values, metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.StartsWith("TorchSharp 0.107.0, CPU, 1 thread", result.Metrics["train_seconds"].Origin.Detail, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, result.Curve.Length), result.Curve.Select(point => point.Epoch));
        Assert.Empty(result.Scores);
    }

    [Fact]
    public async Task Evaluate_LessThanTheWholeInTheSearch_IsPrunedWithTheValuesOfAWholeScheduleOfThatLength()
    {
        var dataset = ArrayDataset.Clouds(200, spread: 1.5);
        var request = new TrialRequest(Make.Mlp(8), new Fidelity(3), 7);
        var evaluator = Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, Epochs = 9 });

        var part = Assert.IsType<Evaluation.Pruned>(await evaluator.EvaluateAsync(request, Token));
        var whole = await evaluator.EvaluateAsync(request with { Fidelity = new Fidelity(9) }, Token);
        var alone = await Make.Evaluator(dataset, new TrainingOptions { StudySeed = 1, Epochs = 3 }).Completed(request, Token);

        Assert.Equal("stopped after 3 of 9 epochs", part.Reason);
        Assert.Equal(alone.Metrics["loss"].Value, part.Metrics["loss"].Value);
        Assert.Contains("cosine over at most 3 epochs", part.Metrics["train_seconds"].Origin.Detail, StringComparison.Ordinal);
        Assert.IsType<Evaluation.Completed>(whole);
        Assert.IsType<Evaluation.Completed>(await evaluator.EvaluateAsync(request with { Purpose = TrialPurpose.Verification }, Token));
    }

    [Fact]
    public async Task Evaluate_SameSeedTwice_SameLossesAndQuality()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(200, spread: 1.5));
        var request = new TrialRequest(Make.Mlp(8, 2), new Fidelity(5), 11);

        var first = await evaluator.Completed(request, Token);
        var second = await evaluator.Completed(request, Token);
        var other = await evaluator.Completed(request with { Seed = 12 }, Token);

        Assert.Equal(first.Curve, second.Curve);
        Assert.Equal(first.Metrics["loss"].Value, second.Metrics["loss"].Value);
        Assert.NotEqual(first.Curve, other.Curve);
    }

    [Fact]
    public async Task Evaluate_Verification_ScoresEachHeldOutRowOnce()
    {
        var dataset = ArrayDataset.Clouds(100, spread: 1.5);
        var evaluator = Make.Evaluator(dataset);
        var rows = new List<int>();

        for (var fold = 0; fold < TrainingOptions.Folds; fold++)
        {
            var result = await evaluator.Completed(new TrialRequest(Make.Mlp(4), new Fidelity(3), 1, TrialPurpose.Verification, fold), Token);
            Assert.Equal(result.Metrics["accuracy"].Value, result.Scores.Average(score => (double)score.Score), 1e-9);
            rows.AddRange(result.Scores.Select(score => score.Row));
        }

        Assert.Equal(Enumerable.Range(0, 100), rows.Order());
    }

    [Fact]
    public async Task Evaluate_Regression_ScoresAverageToR2()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Curve(400, transform: TargetTransform.Log));

        var result = await evaluator.Completed(new TrialRequest(Make.Mlp(32), new Fidelity(60), 3, TrialPurpose.Verification), Token);

        Assert.InRange(result.Metrics["r2"].Value, 0.7, 1);
        Assert.Equal(result.Metrics["r2"].Value, result.Scores.Average(score => (double)score.Score), 1e-6);
        Assert.Contains("r2_raw", result.Metrics.Keys);
        Assert.Contains("rmse", result.Metrics.Keys);
    }

    [Fact]
    public async Task Evaluate_Final_TrainsExactlyTheEpochsAndTouchesTestData()
    {
        var folder = Directory.CreateTempSubdirectory("sweetspot-test-");
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(200, testRows: 50), new TrainingOptions { StudySeed = 1, WeightsFolder = folder.FullName, Epochs = 20 });
        var request = new TrialRequest(Make.Mlp(16), new Fidelity(7), 7, TrialPurpose.Final);

        var result = await evaluator.Completed(request, Token);

        Assert.Equal(7, result.Curve.Length);
        Assert.Equal(7, result.Metrics["best_epoch"].Value);
        Assert.InRange(result.Metrics["test_accuracy"].Value, 0.95, 1);
        Assert.Equal("50 test rows", result.Metrics["test_accuracy"].Origin.Detail);
        Assert.NotNull(result.Metrics["test_accuracy"].StandardError);
        Assert.DoesNotContain("accuracy", result.Metrics.Keys);
        Assert.Equal("mlp", ModelFile.Describe(ModelFile.PathOf(folder.FullName, request)).Genes["family"]);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(TrialPurpose.Search)]
    [InlineData(TrialPurpose.Baseline)]
    [InlineData(TrialPurpose.Verification)]
    public async Task Evaluate_OtherPurposes_NeverTouchTestData(TrialPurpose purpose)
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(100, testRows: 50));

        var result = await evaluator.Completed(new TrialRequest(Make.Mlp(4), new Fidelity(2), 7, purpose), Token);

        Assert.DoesNotContain(result.Metrics.Keys, name => name.StartsWith("test_", StringComparison.Ordinal));
        Assert.All(result.Scores, score => Assert.InRange(score.Row, 0, 99));
    }

    [Fact]
    public async Task Evaluate_InfiniteFeature_DivergesWithStepAndRate()
    {
        var dataset = new ArrayDataset(ArrayDataset.Clouds(64).Profile, [.. Enumerable.Repeat(1e38f, 64 * 4)], [.. Enumerable.Range(0, 64).Select(row => row % 3)], []);
        var evaluator = Make.Evaluator(dataset);

        var result = await evaluator.EvaluateAsync(new TrialRequest(Make.Mlp(16), new Fidelity(5), 1), Token);

        var diverged = Assert.IsType<Evaluation.Diverged>(result);
        Assert.Matches(@"^loss is (NaN|Infinity|-Infinity|∞) at step 1 \(learning rate 0\.\d+\)$", diverged.Why);
        Assert.Empty(diverged.Metrics);
    }

    [Fact]
    public async Task Evaluate_OneClassHeldOut_AucIsAbsent()
    {
        var dataset = ArrayDataset.Clouds(20, classes: 2, classOf: row => row == 0 ? 1 : 0);
        var evaluator = Make.Evaluator(dataset);

        var result = await evaluator.Completed(new TrialRequest(Make.Linear(), new Fidelity(3), 1, TrialPurpose.Baseline), Token);

        Assert.DoesNotContain("auc", result.Metrics.Keys);
        Assert.Equal(1, result.Metrics["accuracy"].Value);
    }

    [Fact]
    public async Task Evaluate_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Make.Evaluator(ArrayDataset.Clouds(100)).EvaluateAsync(new TrialRequest(Make.Mlp(4), new Fidelity(5), 1), source.Token));
    }

    [Fact]
    public async Task Evaluate_BeyondItsTimeLimit_TimesOut()
    {
        var evaluator = Make.Evaluator(ArrayDataset.Clouds(100), new TrainingOptions { StudySeed = 1, TimeLimit = TimeSpan.Zero });

        var result = await evaluator.EvaluateAsync(new TrialRequest(Make.Mlp(4), new Fidelity(5), 1), Token);

        Assert.Equal(TrialState.TimedOut, result.State);
    }

    [Fact]
    public async Task Evaluate_StoppedAtItsShareOfTheTime_TheBestSoFarCountsAndSaysSo()
    {
        var evaluator = Make.Evaluator(
            ArrayDataset.Clouds(100), new TrainingOptions { StudySeed = 1, TimeShare = (_, _) => ValueTask.FromResult<TimeSpan?>(TimeSpan.FromSeconds(2)) });

        var result = await evaluator.EvaluateAsync(new TrialRequest(Make.Mlp(4), new Fidelity(50_000_000), 1), Token);

        Assert.Equal(TrialState.Completed, result.State);
        Assert.Contains("of 50000000 epochs at its limit of 2 s", result.Metrics["accuracy"].Origin.Detail, StringComparison.Ordinal);
    }
}
