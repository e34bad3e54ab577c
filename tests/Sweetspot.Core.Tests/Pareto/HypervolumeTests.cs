using CsCheck;

namespace Sweetspot.Core.Tests;

public sealed class HypervolumeTests
{
    private static readonly Gen<(int Objectives, double[] Points)> Sets =
        from objectives in Gen.Int[1, 6]
        from count in Gen.Int[0, 9]
        from values in Gen.OneOf(Gen.Int[0, 5].Select(value => (double)value), Gen.Double[0, 5]).Array[count * objectives]
        select (objectives, values);

    [Fact]
    public void Of_AnyPoints_EqualInclusionExclusion() => Sets.Sample(
        set =>
        {
            var reference = Enumerable.Repeat(4.5, set.Objectives).ToArray();
            var expected = InclusionExclusion(set.Points, reference);
            Assert.Equal(expected, Hypervolume.Of(set.Points, reference), 1e-8 * Math.Max(1, expected)); // 512 terms that cancel
        },
        iter: 1000);

    [Fact]
    public void Of_PointAdded_NeverShrinks() => Sets.Sample(
        set =>
        {
            var reference = Enumerable.Repeat(4.5, set.Objectives).ToArray();
            var fewer = set.Points.Length == 0 ? [] : set.Points[set.Objectives..];
            Assert.True(Hypervolume.Of(set.Points, reference) >= Hypervolume.Of(fewer, reference) - 1e-9);
        },
        iter: 1000);

    [Fact]
    public void Of_OrderOfPoints_DoesNotMatter() => Sets.Sample(
        set =>
        {
            var reference = Enumerable.Repeat(4.5, set.Objectives).ToArray();
            var reversed = set.Points.Chunk(set.Objectives).Reverse().SelectMany(point => point).ToArray();
            Assert.Equal(Hypervolume.Of(set.Points, reference), Hypervolume.Of(reversed, reference), 1e-8);
        },
        iter: 500);

    [Fact]
    public void Of_KnownSets_KnownValues()
    {
        Assert.Equal(0, Hypervolume.Of([], [1, 1]));
        Assert.Equal(0, Hypervolume.Of([1, 0], [1, 1])); // not better than the reference in the first objective
        Assert.Equal(1, Hypervolume.Of([0, 0], [1, 1]));
        Assert.Equal(0.75, Hypervolume.Of([0.0, 0.5, 0.5, 0.0], [1, 1]), 12);
        Assert.Equal(6, Hypervolume.Of([1, 3, 2, 2, 3, 1, 3, 3], [4, 4]), 12); // a staircase and a dominated point
        Assert.Equal(0.5, Hypervolume.Of([0.5, 0.0, 0.0, 0.0, 0.5, 0.0], [1, 1, 1]) - 0.25, 12); // 0.5 + 0.5 - 0.25
    }

    /// <summary>n placed points of the ZDT1 front f2 = 1 − √f1, reference (1.1, 1.1): near the front's own .8762.</summary>
    [Fact]
    public void Of_Zdt1FrontDenselySampled_PublishedValue()
    {
        var points = Enumerable.Range(0, 10_001).SelectMany(index => new[] { index / 10_000.0, 1 - Math.Sqrt(index / 10_000.0) }).ToArray();

        Assert.Equal(0.8762, Hypervolume.Of(points, [1.1, 1.1]), 5e-4);
    }

    /// <summary>The unit sphere's positive octant dominates the box but for an eighth of the ball; 151² points miss about 1 % of it.</summary>
    [Fact]
    public void Of_SphereOctantDenselySampled_NearClosedForm()
    {
        var points = new List<double>();
        for (var i = 0; i <= 150; i++)
        {
            for (var j = 0; j <= 150; j++)
            {
                var (theta, phi) = (i / 150.0 * Math.PI / 2, j / 150.0 * Math.PI / 2);
                points.AddRange([Math.Cos(theta) * Math.Cos(phi), Math.Cos(theta) * Math.Sin(phi), Math.Sin(theta)]);
            }
        }

        Assert.Equal(1.331 - Math.PI / 6, Hypervolume.Of(points.ToArray(), [1.1, 1.1, 1.1]), 0.012);
    }

    [Fact]
    public void Of_FiveObjectives_EqualMonteCarlo()
    {
        var random = RandomStream.For(1, 0, "test");
        var points = Enumerable.Range(0, 30 * 5).Select(_ => random.NextDouble()).ToArray();
        var inside = 0;
        const int Draws = 20_000;
        for (var draw = 0; draw < Draws; draw++)
        {
            var at = Enumerable.Range(0, 5).Select(_ => random.NextDouble()).ToArray();
            inside += points.Chunk(5).Any(point => point.Zip(at).All(pair => pair.First <= pair.Second)) ? 1 : 0;
        }

        Assert.Equal(inside / (double)Draws, Hypervolume.Of(points, [1, 1, 1, 1, 1]), 0.015); // 4 standard errors of at most .0036
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Of_ValueNotFinite_Throws(double value)
    {
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([0, value], [1, 1]));
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([0, 0], [1, value]));
    }

    private static double InclusionExclusion(double[] points, double[] reference)
    {
        var all = points.Chunk(reference.Length).ToArray();
        var volume = 0.0;
        for (var subset = 1; subset < 1 << all.Length; subset++)
        {
            var members = all.Where((_, index) => (subset >> index & 1) == 1).ToArray();
            var shared = 1.0;
            for (var objective = 0; objective < reference.Length; objective++)
            {
                shared *= Math.Max(0, reference[objective] - members.Max(member => member[objective]));
            }

            volume += members.Length % 2 == 1 ? shared : -shared;
        }

        return volume;
    }
}
