namespace Sweetspot.Core.Tests;

public class WorstClassTests
{
    [Fact]
    public void Detail_OfSeveral_CountsTheClasses()
    {
        Measurement[] values = [Of("stop, now", 3, 4), Of("8", 1, 2), Of("stop, now", 2, 4)];

        var detail = WorstClass.Detail(values)!;

        Assert.Equal("worst class \"stop, now\" (2 of 3), \"8\" (1 of 3)", detail);
        Assert.Equal(detail, WorstClass.Of(Metrics.WorstClassRecall.Measured(0.5, $"mean of 3 folds; {detail}; 90 validation rows")));
    }

    [Fact]
    public void Of_One_TheClassWithItsRows() => Assert.Equal("worst class \"8\", 1 of its 2 rows", WorstClass.Of(Of("8", 1, 2)));

    [Fact]
    public void Of_AnotherMetric_Nothing() => Assert.Null(WorstClass.Of(Metrics.Accuracy.Measured(0.9, "360 validation rows")));

    private static Measurement Of(string name, int hits, int rows) => Metrics.WorstClassRecall.Measured(hits / (double)rows, $"{WorstClass.Detail(name, hits, rows)}; 90 validation rows");
}
