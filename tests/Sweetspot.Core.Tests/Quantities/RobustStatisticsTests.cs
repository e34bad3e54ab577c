namespace Sweetspot.Core.Tests;

public sealed class RobustStatisticsTests
{
    [Fact] // microsoft/onnxruntime#10676: a cold first call
    public void Median_AfterTwoWarmUps_IsThatOfTheWarmRuns()
    {
        double[] samples = [3.5377, .1113, .0831, .0836, .0829, .0827];

        Assert.Equal(.0830, RobustStatistics.Median(samples[2..]), 12);
        Assert.Equal(.664, samples.Average(), 3);
    }

    [Fact]
    public void Quantile_FiveValues_InterpolatesBetweenNeighbours()
    {
        Assert.Equal(4.8, RobustStatistics.Quantile([5, 1, 4, 2, 3], 0.95), 12);
        Assert.Equal(1, RobustStatistics.Quantile([5, 1, 4, 2, 3], 0), 12);
    }

    [Fact]
    public void ErrorOfMedian_EqualValues_IsZero() => Assert.Equal(0, RobustStatistics.ErrorOfMedian([2, 2, 2]));

    [Fact]
    public void Median_NoValues_Throws() => Assert.Throws<ArgumentException>(() => RobustStatistics.Median([]));
}
