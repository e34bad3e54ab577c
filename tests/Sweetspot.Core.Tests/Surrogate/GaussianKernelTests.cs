namespace Sweetspot.Core.Tests;

public sealed class GaussianKernelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    public void Of_ManyPlaces_AsEachByItself(double share)
    {
        var random = RandomStream.For(1, 0, "test");
        var kernel = new GaussianKernel([3, 0.1, 30, 1], [0, 1, -1, 2, 2, 3], share);
        double[] Place() => kernel.Place([.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() < 0.2 ? double.NaN : random.NextDouble())]);
        double[][] places = [.. Enumerable.Range(0, 11).Select(_ => Place())];
        var (others, place) = (new KernelPoints(places), Place());

        for (var count = 0; count <= places.Length; count++)
        {
            var alike = new double[count];
            kernel.Of(others, place, alike);

            for (var other = 0; other < count; other++)
            {
                Assert.Equal(kernel.Of(places[other], place), alike[other], 12);
            }
        }
    }

    [Fact]
    public void Of_SamePlace_IsOneWhateverIsMissing()
    {
        var kernel = new GaussianKernel([2, 5], [0, -1, 1], 0.4);
        var place = kernel.Place([0.3, double.NaN, double.NaN]);

        Assert.Equal(1, kernel.Of(place, place), 12);
        Assert.Equal(1, kernel.Of(place, kernel.Place([0.3, 0.8, double.NaN])), 12);
        Assert.True(kernel.Of(place, kernel.Place([0.3, 0.8, 0])) < 0.8);
    }
}
