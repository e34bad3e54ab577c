using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class QualityScoresTests
{
    [Fact]
    public void Classification_FourRows_AllMetricsByHand()
    {
        // Answers 0, 1, 1, 0 for truth 0, 1, 0, 0.
        var scores = new ClassificationScores([2, 0, 0, 2, 0, 1, 1, 0], [0, 1, 0, 0], 2);

        Assert.Equal(0.75, scores.Value(Metrics.Accuracy)!.Value, 12);
        Assert.Equal(((2.0 * 2 / (3 + 2)) + (2.0 * 1 / (1 + 2))) / 2, scores.Value(Metrics.MacroF1)!.Value, 12);
        Assert.Equal(1, scores.Value(Metrics.Auc)!.Value, 12);
        Assert.Equal((Loss(2) + Loss(2) + Loss(-1) + Loss(1)) / 4, scores.Value(Metrics.Loss)!.Value, 9);
        Assert.Equal([1, 1, 0, 1], scores.OfEach());
        Assert.Equal(Math.Sqrt(0.75 * 0.25 / 3), scores.StandardError(Metrics.Accuracy)!.Value, 9);

        static double Loss(double margin) => Math.Log(1 + Math.Exp(-margin));
    }

    [Fact(Timeout = 30_000)]
    public async Task Classification_ThousandsOfClasses_AucTakesOnePassAClass()
    {
        const int Classes = 4000;
        var truth = Enumerable.Range(0, 1000).ToArray();
        var outputs = new float[truth.Length * Classes];
        Array.ForEach(truth, row => outputs[(row * Classes) + row] = 1);

        var area = await Task.Run(() => new ClassificationScores(outputs, truth, Classes).Value(Metrics.Auc), TestContext.Current.CancellationToken);

        Assert.Equal(1, area!.Value, 12);
    }

    [Fact]
    public void WorstClassRecall_ThreeClasses_TheLeastWithItsClassAndError()
    {
        // Answers 0, 0, 1, 0, 2 for truth 0, 0, 1, 1, 2; a class that training never saw (-1) is no class to recall.
        var scores = new ClassificationScores([1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0], [0, 0, 1, 1, 2, -1], 3, ["go", "stop", "yield"]);

        Assert.Equal(0.5, scores.Value(Metrics.WorstClassRecall)!.Value, 12);
        Assert.Equal(Math.Sqrt(0.5 * 0.5 / 4), scores.StandardError(Metrics.WorstClassRecall)!.Value, 12);
        Assert.Equal("worst class \"stop\", 1 of its 2 rows", scores.Remark(Metrics.WorstClassRecall));
        Assert.Null(scores.Remark(Metrics.Accuracy));
    }

    [Fact]
    public void WorstClassRecall_NoneOfThree_ErrorIsNotZero()
    {
        var scores = new ClassificationScores([1, 0, 1, 0, 1, 0, 1, 0], [1, 1, 1, 0], 2);

        Assert.Equal(0, scores.Value(Metrics.WorstClassRecall)!.Value);
        Assert.Equal(Math.Sqrt(0.2 * 0.8 / 5), scores.StandardError(Metrics.WorstClassRecall)!.Value, 12);
    }

    [Fact]
    public void WorstClassRecall_NoKnownClass_Absent() => Assert.Null(new ClassificationScores([1, 0], [-1], 2).Value(Metrics.WorstClassRecall));

    [Fact]
    public void Classification_OneClassOnly_AucIsAbsent() =>
        Assert.Null(new ClassificationScores([2, 0, 0, 2], [1, 1], 2).Value(Metrics.Auc));

    [Fact]
    public void Classification_ScoresNotFinite_LossIsAbsent() =>
        Assert.Null(new ClassificationScores([float.NaN, float.NaN], [1], 2).Value(Metrics.Loss));

    [Fact]
    public void Auc_TiedScores_CountHalf() =>
        Assert.Equal(0.875, RankStatistic.Auc([1, 2, 2, 3], [false, true, false, true])!.Value, 12);

    [Fact]
    public void Regression_MeanAnswered_R2IsZero()
    {
        var scale = TargetScale.Fit(TargetTransform.Log, [1, 10, 100]);
        var scores = new RegressionScores([0, 0, 0], [1, 10, 100], scale);

        Assert.Equal(0, scores.Value(Metrics.R2)!.Value, 9);
        Assert.Equal(1, scores.Value(Metrics.Loss)!.Value, 6);
        Assert.Equal(10, scale.ToData(0), 9);
        Assert.Equal(-1, scores.OfEach().Average(), 6);
    }

    [Fact]
    public void Regression_EqualTargets_R2IsAbsent() =>
        Assert.Null(new RegressionScores([0, 0], [5, 5], TargetScale.Fit(TargetTransform.None, [1, 2])).Value(Metrics.R2));

    [Fact]
    public void TargetScale_AnswerFarOff_StaysWithinATenthOfTheRange()
    {
        var scale = TargetScale.Fit(TargetTransform.None, [0, 10]);

        Assert.Equal(11, scale.ToData(1e9), 9);
        Assert.Equal(-1, scale.ToData(-1e9), 9);
    }
}
