namespace Sweetspot.Core.Tests;

public sealed class CrowdingDistanceTests
{
    [Fact]
    public void Crowding_FrontOfFour_EndsInfiniteOthersSumOfGaps()
    {
        double[] points = [0, 10, 9, 9, 1, 6, 4, 1, 10, 0]; // the second is not of the front

        var distances = CrowdingDistance.Of(points, 2, [0, 2, 3, 4]);

        Assert.Equal([double.PositiveInfinity, 4 / 10.0 + 9 / 10.0, 9 / 10.0 + 6 / 10.0, double.PositiveInfinity], distances);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Crowding_FrontOfOneOrTwo_AllInfinite(int count) =>
        Assert.All(CrowdingDistance.Of([1, 2, 3, 4], 2, Enumerable.Range(0, count).ToArray()), distance => Assert.Equal(double.PositiveInfinity, distance));

    [Fact]
    public void Crowding_OneObjectiveAllEqual_NotNaN()
    {
        var distances = CrowdingDistance.Of([1, 5, 2, 5, 4, 5], 2, [0, 1, 2]);

        Assert.Equal([double.PositiveInfinity, 1, double.PositiveInfinity], distances);
    }

    [Fact]
    public void Crowding_AllPointsEqual_Zero() => Assert.Equal([0, 0, 0], CrowdingDistance.Of([1, 5, 1, 5, 1, 5], 2, [0, 1, 2]));

    [Fact]
    public void Crowding_WidestRange_NotNaN() =>
        Assert.Equal([double.PositiveInfinity, 1, double.PositiveInfinity], CrowdingDistance.Of([-1.7e308, 0, 1.7e308], 1, [0, 1, 2]));
}
