namespace Sweetspot.Core.Tests;

public sealed class AcquisitionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_BetterAndDearerThanAllThatWasTried_HasWorth(bool isComputed)
    {
        int[] tried = [1, 5, 10, 15, 20];
        double[] Point(int width) => [width / 100.0];
        CandidatePlace Of(int width) => new(Point(width), [double.NaN, isComputed ? width : double.NaN]);
        var noise = tried.Select(_ => 1.0).ToArray();
        var losses = tried.Select(width => 1 - (width / 100.0)).ToArray();
        var costs = tried.Select(width => (double)width).ToArray();
        var scales = new[] { new ImprovementScale(Trials.Loss, isCost: false, losses), new ImprovementScale(Trials.Cost, isCost: true, costs) };
        QuantityEstimate Learned(int objective, double[] values) => new([(GaussianProcess.Fit([.. tried.Select(Point)], [.. values.Select(scales[objective].Of)], noise), 1)]);
        var front = tried.Select((_, index) => new[] { scales[0].Of(losses[index]), scales[1].Of(costs[index]) }).ToList();

        var acquisition = new Acquisition(
            [Learned(0, losses), isComputed ? null : Learned(1, costs)], scales, [], null, front, [], [Of(1), Of(60)]);

        Assert.True(acquisition.Of(Of(30)) > 0.001);
    }
}
