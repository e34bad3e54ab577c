using CsCheck;

namespace Sweetspot.Core.Tests;

public sealed class FrontArchiveTests
{
    private static readonly Gen<(int Objectives, double[] Points)> Sets =
        from objectives in Gen.Int[1, 4]
        from count in Gen.Int[0, 60]
        from values in Gen.OneOf(Gen.Int[0, 4].Select(value => (double)value), Gen.Double[-1, 1]).Array[count * objectives]
        select (objectives, values);

    [Fact]
    public void Add_OneAfterAnother_TheFirstFrontOfAll() => Sets.Sample(
        set =>
        {
            var archive = new FrontArchive(set.Objectives);
            foreach (var (number, point) in set.Points.Chunk(set.Objectives).Index())
            {
                Assert.Equal(NonDominatedSort.Ranks(set.Points.AsSpan(0, (number + 1) * set.Objectives), set.Objectives)[^1] == 0, archive.Add(point, number));
            }

            var ranks = NonDominatedSort.Ranks(set.Points, set.Objectives);
            Assert.Equal(ranks.Index().Where(pair => pair.Item == 0).Select(pair => (long)pair.Index), archive.Ids.ToArray().Order());
            Assert.All(archive.Ids.ToArray().Index(), pair => Assert.Equal(
                set.Points[((int)pair.Item * set.Objectives)..(((int)pair.Item + 1) * set.Objectives)], archive.Points.Slice(pair.Index * set.Objectives, set.Objectives).ToArray()));
        },
        iter: 2000);

    [Fact]
    public void Add_FiftyThousandNoneDominated_AllStay()
    {
        var archive = new FrontArchive(2);
        for (var number = 0; number < 50_000; number++)
        {
            var first = number * 7919 % 50_000;
            Assert.True(archive.Add([first, -first], number));
        }

        Assert.Equal(50_000, archive.Count);
    }

    [Fact]
    public void Add_NotAPoint_Throws()
    {
        Assert.Throws<ArgumentException>(() => new FrontArchive(2).Add([1, double.NaN], 0));
        Assert.Throws<ArgumentException>(() => new FrontArchive(2).Add([1, 2, 3, 4], 0));
    }
}
