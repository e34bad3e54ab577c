using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public class WorstClassTests
{
    private static readonly Objective s_recall = Objective.On(Metrics.WorstClassRecall);

    [Fact]
    public void Of_EqualRecalls_TheOneWithTheMostRows() => Assert.Equal("b", WorstClass.Of([new("a", 1, 2), new("b", 2, 4), new("c", 3, 4)])!.Name);

    [Fact]
    public void Describe_One_TheClassWithItsRows() => Assert.Equal("worst class \"8\", 1 of its 2 rows", WorstClass.Describe(Of([new("8", 1, 2), new("stop, now", 3, 4)])));

    [Fact]
    public void Describe_AnotherMetric_Nothing() => Assert.Null(WorstClass.Describe(Metrics.Accuracy.Measured(0.9, "360 validation rows")));

    [Fact]
    public void Verified_WorstClassDiffersByFold_TheLeastOfPooledRecalls()
    {
        // By fold the least is 1 of 2 and 1 of 2, mean .5. Over both, "a" has 3 of 4 and "b" 3 of 4 rows right: .75.
        var judged = Judged(folds: true, [new("a", 1, 2), new("b", 2, 2)], [new("a", 2, 2), new("b", 1, 2)]);

        var (value, error) = (judged.Metrics["worst_class_recall"], Math.Sqrt(4.0 / 6 * (2.0 / 6) / 6));
        Assert.Equal(0.75, judged.Gain, 1e-12);
        Assert.Equal(0.75, value.Value, 1e-12);
        Assert.Equal(error, value.StandardError!.Value, 1e-12);
        Assert.Equal("worst class \"a\", 3 of its 4 rows", WorstClass.Describe(value));
        Assert.Equal("worst class \"a\", 3 of its 4 rows, over 2 folds; 4 validation rows", value.Origin.Detail);
        Assert.Equal(error, new PairedComparisons([judged], null).OwnError(judged)!.Value, 1e-12);
    }

    [Fact]
    public void Verified_SeedsOnTheSameRows_RowsCountOnceForTheError()
    {
        var judged = Judged(folds: false, [new("a", 1, 4), new("b", 4, 4)], [new("a", 3, 4), new("b", 2, 4)]);

        // "a": 4 of 8 answers to 4 rows; seeds .25 and .5 vary by .03125, over 2 seeds .015625.
        Assert.Equal(0.5, judged.Gain, 1e-12);
        Assert.Equal(Math.Sqrt((0.25 / 6) + 0.015625), judged.Metrics["worst_class_recall"].StandardError!.Value, 1e-12);
        Assert.StartsWith("worst class \"a\", 4 of 8 answers to its rows, by 2 models, over 2 seeds", judged.Metrics["worst_class_recall"].Origin.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_Folds_ComparesPooledRecalls()
    {
        var (one, other) = (Judged(folds: true, [new("a", 1, 2), new("b", 2, 2)], [new("a", 2, 2), new("b", 1, 2)]), Judged(folds: true, [new("a", 1, 2), new("b", 2, 2)], [new("a", 1, 2), new("b", 2, 2)]));

        var (difference, error) = new PairedComparisons([one, other], null).Compare(one, other);

        Assert.Equal(0.25, difference, 1e-12);
        Assert.Equal(Math.Sqrt((4.0 / 6 * (2.0 / 6) / 6) + (0.25 / 6)), error, 1e-12);
    }

    private static JudgedFinalist Judged(bool folds, params ClassHits[][] repeats) => new(
        new FinalistEvidence(
            Trial(1, 1, [("worst_class_recall", 0.9)]),
            [.. repeats.Select((classes, i) => Trial(10 + i, 1, [], TrialPurpose.Verification, folds ? i : null) with { Metrics = Trial(1, 1, []).Metrics.Add("worst_class_recall", Of(classes)) })],
            []),
        s_recall);

    private static Measurement Of(IReadOnlyList<ClassHits> classes)
    {
        var worst = WorstClass.Of(classes)!;
        var measured = Metrics.WorstClassRecall.Measured(worst.Recall, "", worst.StandardError) with { Classes = classes };
        return measured with { Origin = measured.Origin with { Detail = $"{WorstClass.Describe(measured)}; 4 validation rows" } };
    }
}
