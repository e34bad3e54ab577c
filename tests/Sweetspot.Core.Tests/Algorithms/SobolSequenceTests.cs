namespace Sweetspot.Core.Tests;

public sealed class SobolSequenceTests
{
    [Fact]
    public void Next_PowersOfTwo_OnePointInEachIntervalOfEveryCoordinate()
    {
        foreach (var count in new[] { 2, 16, 128, 1024 })
        {
            var sequence = new SobolSequence(21, RandomStream.For(1, count, "test"));
            var points = Enumerable.Range(0, count).Select(_ => sequence.Next()).ToList();

            for (var coordinate = 0; coordinate < 21; coordinate++)
            {
                Assert.Equal(Enumerable.Range(0, count), points.Select(point => (int)(point[coordinate] * count)).Order());
            }
        }
    }

    [Fact]
    public void Next_FirstTwoCoordinates_OnePointInEachBoxOfAnyShape()
    {
        var sequence = new SobolSequence(2, RandomStream.For(1, 0, "test"));
        var points = Enumerable.Range(0, 256).Select(_ => sequence.Next()).ToList();

        for (var bits = 0; bits <= 8; bits++)
        {
            Assert.Equal(256, points.Select(point => ((int)(point[0] * (1 << bits)), (int)(point[1] * (256 >> bits)))).Distinct().Count());
        }
    }

    [Fact]
    public void Next_MoreCoordinatesThanTheTable_AllInRangeAndDifferent()
    {
        var sequence = new SobolSequence(40, RandomStream.For(1, 0, "test"));
        var points = Enumerable.Range(0, 100).Select(_ => sequence.Next()).ToList();

        Assert.All(points, point => Assert.All(point, value => Assert.InRange(value, 0, 1)));
        Assert.All(Enumerable.Range(0, 40), coordinate => Assert.Equal(100, points.Select(point => point[coordinate]).Distinct().Count()));
    }
}
