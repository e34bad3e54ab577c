namespace Sweetspot.Core.Tests;

public sealed class RandomStreamTests
{
    /// <summary>Published with SplitMix64: the first five outputs of seed 1234567.</summary>
    [Fact]
    public void SplitMix64_Seed1234567_PublishedVector()
    {
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];

        var actual = expected.Select(_ => RandomStream.SplitMix64(ref state)).ToArray();

        Assert.Equal(expected, actual);
    }

    /// <summary>The vector of rand_xoshiro (state 1, 2, 3, 4), made with the authors' reference code.</summary>
    [Fact]
    public void Xoshiro256StarStar_State1234_PublishedVector()
    {
        var stream = new RandomStream(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
            8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];

        var actual = expected.Select(_ => stream.NextUInt64()).ToArray();

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void For_SameKey_SameNumbers()
    {
        Assert.Equal(RandomStream.For(137, 5, "propose").NextUInt64(), RandomStream.For(137, 5, "propose").NextUInt64());
    }

    [Fact]
    public void For_OtherSeedNumberOrPurpose_OtherNumbers()
    {
        var firsts = new HashSet<ulong>();
        foreach (var seed in new ulong[] { 0, 1, 2, ulong.MaxValue })
        {
            for (var number = -3L; number < 50; number++)
            {
                foreach (var purpose in new[] { "", "propose", "train", "split" })
                {
                    firsts.Add(RandomStream.For(seed, number, purpose).NextUInt64());
                }
            }
        }

        Assert.Equal(4 * 53 * 4, firsts.Count);
    }

    [Fact]
    public void NextDouble_ManyDraws_UniformInHalfOpenUnitInterval()
    {
        var stream = RandomStream.For(1, 0, "test");
        var draws = Enumerable.Range(0, 100_000).Select(_ => stream.NextDouble()).ToArray();

        Assert.All(draws, draw => Assert.InRange(draw, 0, Math.BitDecrement(1)));
        Assert.InRange(draws.Average(), 0.5 - 0.004, 0.5 + 0.004); // 4 standard errors of 0.289/sqrt(100,000)
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Next_ManyDraws_EachValueEquallyOften(int bound)
    {
        var stream = RandomStream.For(2, bound, "test");
        var counts = new int[bound];
        for (var draw = 0; draw < 30_000; draw++)
        {
            counts[stream.Next(bound)]++;
        }

        var expected = 30_000.0 / bound;
        Assert.All(counts, count => Assert.InRange(count, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Next_BoundBelowOne_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.For(0, 0, "test").Next(0));
    }

    [Fact]
    public void NextGaussian_ManyDraws_MeanZeroVarianceOne()
    {
        var stream = RandomStream.For(3, 0, "test");
        var draws = Enumerable.Range(0, 100_000).Select(_ => stream.NextGaussian()).ToArray();

        Assert.InRange(draws.Average(), -0.013, 0.013); // 4 standard errors
        Assert.InRange(draws.Average(draw => draw * draw), 1 - 0.018, 1 + 0.018);
    }

    [Fact]
    public void Shuffle_ThreeItems_AllSixOrdersEquallyOften()
    {
        var stream = RandomStream.For(4, 0, "test");
        var counts = new Dictionary<string, int>();
        for (var draw = 0; draw < 6_000; draw++)
        {
            var items = "abc".ToCharArray();
            stream.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
