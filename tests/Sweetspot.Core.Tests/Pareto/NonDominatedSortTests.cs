using CsCheck;

namespace Sweetspot.Core.Tests;

public sealed class NonDominatedSortTests
{
    // Few distinct values: many ties and duplicates.
    private static readonly Gen<(int Objectives, double[] Points)> Sets =
        from objectives in Gen.Int[1, 5]
        from count in Gen.Int[0, 40]
        from values in Gen.OneOf(Gen.Int[0, 4].Select(value => (double)value), Gen.Double[-1, 1]).Array[count * objectives]
        select (objectives, values);

    [Fact]
    public void Ranks_AnyPoints_EqualBruteForce() =>
        Sets.Sample(set => Assert.Equal(BruteForce(set.Points, set.Objectives), NonDominatedSort.Ranks(set.Points, set.Objectives)), iter: 2000);

    [Fact]
    public void Ranks_NoPoint_Empty() => Assert.Empty(NonDominatedSort.Ranks([], 3));

    [Fact]
    public void Ranks_ZeroOfEitherSign_Equal() => Assert.Equal([0, 0, 1], NonDominatedSort.Ranks([0.0, -0.0, -0.0, 0.0, 0.0, 1.0], 2));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Ranks_ValueNotFinite_Throws(double value) =>
        Assert.Throws<ArgumentException>(() => NonDominatedSort.Ranks([1, value], 2));

    [Fact]
    public void Ranks_HundredThousandPointsInOneFront_Ends() // quadratic code would need minutes
    {
        var points = Enumerable.Range(0, 100_000).SelectMany(index => new double[] { index, -index }).ToArray();

        Assert.All(NonDominatedSort.Ranks(points, 2), rank => Assert.Equal(0, rank));
    }

    /// <summary>More points than are sorted by comparison.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Ranks_ThousandPoints_EqualBruteForce(int objectives, bool isCoarse)
    {
        var random = RandomStream.For(2, objectives, "test");
        var points = Enumerable.Range(0, 1000 * objectives).Select(_ => isCoarse ? random.Next(12) - 6.0 : random.NextGaussian()).ToArray();

        Assert.Equal(BruteForce(points, objectives), NonDominatedSort.Ranks(points, objectives));
    }

    /// <summary>The last two of three objectives conflict and the first has nothing to do with them: one front's staircase becomes very large.</summary>
    [Fact]
    public void Ranks_LargeStaircase_OneFrontThenTheDominatedOnes()
    {
        const int Count = 6000;
        var random = RandomStream.For(3, 0, "test");
        var points = new List<double>();
        for (var index = 0; index < Count; index++)
        {
            points.AddRange([random.NextDouble(), index, -index]);
        }

        points.AddRange([2, 10, -9]); // the tenth is better
        points.AddRange([2, 10, -8]); // and so is the last but one

        Assert.Equal([.. Enumerable.Repeat(0, Count), 1, 2], NonDominatedSort.Ranks(points.ToArray(), 3));
    }

    private static int[] BruteForce(double[] points, int objectives)
    {
        var ranks = Enumerable.Repeat(-1, points.Length / objectives).ToArray();
        for (var rank = 0; ranks.Contains(-1); rank++)
        {
            var open = Enumerable.Range(0, ranks.Length).Where(index => ranks[index] < 0).ToList();
            foreach (var index in open.Where(index => !open.Exists(other => Dominates(points, objectives, other, index))).ToList())
            {
                ranks[index] = rank;
            }
        }

        return ranks;
    }

    private static bool Dominates(double[] points, int objectives, int left, int right)
    {
        var pairs = Enumerable.Range(0, objectives).Select(objective => (L: points[left * objectives + objective], R: points[right * objectives + objective])).ToList();
        return pairs.TrueForAll(pair => pair.L <= pair.R) && pairs.Exists(pair => pair.L < pair.R);
    }
}
