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

    /// <summary>Rows answered by scores of three classes, by a fixed rule without pattern; a class that training never saw among them.</summary>
    private static ClassificationScores Answered() => new(
        [.. Enumerable.Range(0, 60).Select(i => (float)Math.Sin(i * i))], [.. Enumerable.Range(0, 20).Select(row => row == 7 ? -1 : row % 3)], 3);

    [Theory]
    [InlineData("accuracy")]
    [InlineData("macro_f1")]
    [InlineData("auc")]
    [InlineData("loss")]
    public void PartsOf_Classification_HaveTheMetricAsTheirMean(string name)
    {
        var (scores, metric) = (Answered(), Metrics.Find(name)!);

        var sign = metric.Better == Direction.Maximize ? 1 : -1;

        Assert.Equal(sign * scores.Value(metric)!.Value, scores.PartsOf(metric)!.Average(), 5);
    }

    [Fact]
    public void PartsOf_Auc_AreThoseOfDeLong()
    {
        // Positives 2 and 3 beat 1 of 2 and 2 of 2 negatives: area .75; negatives 1 and 2.5 are beaten by 2 of 2 and 1 of 2. Each kind is half of the rows: weight 2.
        Assert.Equal([0.25, 1.25, 1.25, 0.25], RankStatistic.PartsOfAuc([2, 3, 1, 2.5], [true, true, false, false])!, (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void PartsOf_MacroF1_ErrorIsThatOfLeavingRowsOut()
    {
        // The jackknife, which knows nothing of the formula, agrees to first order.
        const int Rows = 400;
        var (outputs, truth) = (Enumerable.Range(0, Rows * 3).Select(i => (float)Math.Sin(i * i)).ToArray(), Enumerable.Range(0, Rows).Select(row => row % 7 % 3).ToArray());
        double Without(int left) => new ClassificationScores(
            [.. outputs.Where((_, i) => i / 3 != left)], [.. truth.Where((_, row) => row != left)], 3).Value(Metrics.MacroF1)!.Value;
        var values = Enumerable.Range(0, Rows).Select(Without).ToArray();
        var jackknife = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) * (Rows - 1) / Rows);

        Assert.Equal(1, new ClassificationScores(outputs, truth, 3).StandardError(Metrics.MacroF1)!.Value / jackknife, 0.02);
    }

    [Theory]
    [InlineData("chrf")]
    [InlineData("nats_per_character")]
    [InlineData("loss")]
    public void PartsOf_Translation_HaveTheMetricAsTheirMean(string name)
    {
        var (scores, metric) = (new TranslationScores(["ab c", "dd"], ["ab cd", "de"], [new(4, 3, 3, true), new(1, 2, 2, false)]), Metrics.Find(name)!);

        var sign = metric.Better == Direction.Maximize ? 1 : -1;

        Assert.Equal(sign * scores.Value(metric)!.Value, scores.PartsOf(metric)!.Average(), 4);
    }

    [Theory]
    [InlineData("ndcg_at_10")]
    [InlineData("recall_at_10")]
    [InlineData("loss")]
    public void PartsOf_Ranking_HaveTheMetricAsTheirMean(string name)
    {
        var (scores, metric) = (new RankingScores([1, 12, 3], [0.5, 4, 1]), Metrics.Find(name)!);

        Assert.Equal((metric.Better == Direction.Maximize ? 1 : -1) * scores.Value(metric)!.Value, scores.PartsOf(metric)!.Average(), 5);
    }

    [Theory]
    [InlineData("r2")]
    [InlineData("r2_raw")]
    [InlineData("rmse")]
    [InlineData("loss")]
    public void PartsOf_Regression_HaveTheMetricAsTheirMean(string name)
    {
        var (scores, metric) = (new RegressionScores([0.1f, 0.9f, -0.5f], [1, 2, 4], TargetScale.Fit(TargetTransform.Log, [1, 2, 4, 9])), Metrics.Find(name)!);

        Assert.Equal((metric.Better == Direction.Maximize ? 1 : -1) * scores.Value(metric)!.Value, scores.PartsOf(metric)!.Average(), 4);
    }
}
