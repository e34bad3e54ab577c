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

        Assert.True(acquisition.Of(Of(30), Aim.Front) > 0.001);
    }

    [Theory]
    [InlineData(1.1, 0.1)] // would extend the front at its bad end
    [InlineData(1.1, 20)] // neither
    public void Of_RecommendationWhileFarFromTheBest_IsWorthNoMoreThanForTheFront(double width, double cost)
    {
        var (acquisition, place) = (Exact(), Place(width, cost));

        Assert.Equal(acquisition.Of(place, Aim.Front), acquisition.Of(place, Aim.Recommendation));
        Assert.Equal(cost < 1, acquisition.Of(place, Aim.Front) > 0.001);
    }

    [Theory]
    [InlineData(9.99, 5)] // hardly worse than the best, and cheaper
    [InlineData(12, 40)] // better, and dearer
    public void Of_RecommendationNearTheBest_IsWorthMoreThanAnyGainElsewhere(double width, double cost)
    {
        var acquisition = Exact();

        Assert.True(acquisition.Of(Place(width, cost), Aim.Recommendation) > acquisition.Of(Place(1.1, 0.1), Aim.Recommendation));
        Assert.True(acquisition.Of(Place(width, cost), Aim.Recommendation) > 10 * acquisition.Of(Place(width, cost), Aim.Front));
    }

    [Fact]
    public void Of_RecommendationWhereTheBestBreaksALimit_CountsFromTheBestThatKeepsIt()
    {
        var acquisition = Exact(keeps: 6);

        Assert.True(acquisition.Of(Place(5.99, 3), Aim.Recommendation) > 10 * acquisition.Of(Place(5.99, 3), Aim.Front));
        Assert.Equal(acquisition.Of(Place(4, 0.5), Aim.Front), acquisition.Of(Place(4, 0.5), Aim.Recommendation));
    }

    [Fact]
    public void RoughlyOf_CandidateThatLikelyBreaksALimit_IsWorthNothing()
    {
        var acquisition = Exact(keeps: 6, limit: 8);

        Assert.Equal(0, acquisition.RoughlyOf(Place(10, 6), Aim.Front), 6);
        Assert.True(acquisition.RoughlyOf(Place(7, 6), Aim.Front) > 0.001);
    }

    /// <summary>
    /// Of a loss that is known to be 20 − width at any width, and a cost that is computed; tried are widths of 1 to 10 that cost as much, and the first so many keep the limit on width, if there is one.
    /// </summary>
    private static Acquisition Exact(int keeps = 10, double? limit = null)
    {
        double[][] points = [.. Enumerable.Range(0, 41).Select(step => new[] { step / 40.0 })];
        ImprovementScale[] scales = [new(Trials.Loss, isCost: false, [10, 19]), new(Trials.Cost, isCost: true, [1, 10])];
        var process = GaussianProcess.Given([10, 0, 1e-6], [0], points, [.. points.Select(point => scales[0].Of(20 - (20 * point[0])))], [.. points.Select(_ => 1.0)], []);
        QuantityEstimate[] limits = limit is not { } most ? []
            : [new QuantityEstimate([(GaussianProcess.Given([10, 0, 1e-6], [0], points, [.. points.Select(point => Math.Clamp((20 * point[0]) - most, -1, 1))], [.. points.Select(_ => 1.0)], []), 1)])];
        double[][] front = [.. Enumerable.Range(1, keeps).Select(width => new[] { scales[0].Of(20 - width), scales[1].Of(width) })];
        return new Acquisition([new QuantityEstimate([(process, 1)]), null], scales, limits, null, front, [], [Place(1, 1), Place(20, 40)]);
    }

    private static CandidatePlace Place(double width, double cost) => new([width / 20], [double.NaN, cost]);
}
