namespace Sweetspot.Core.Tests;

public sealed class KeySorterTests
{
    public static TheoryData<string, int> Kinds => new MatrixTheoryData<string, int>(
        ["uniform", "of both signs", "few values", "apart in the last bits", "with one far off", "all equal", "of every size"], [0, 1, 2, 700, 701, 5000]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sort_Keys_AscendWithTheirItemsAndTiesByItem(string kind, int count)
    {
        double[] keys = [.. Keys(kind, count)];
        int[] items = [.. Enumerable.Range(0, count)];
        int[] expected = [.. items.OrderBy(item => keys[item]).ThenBy(item => item)];
        double[] sorted = [.. keys];

        new KeySorter().Sort(sorted, items);

        Assert.Equal(expected, items);
        Assert.Equal(expected.Select(item => keys[item]), sorted);
    }

    [Fact]
    public void Sort_AfterMoreKeys_SortsFewerAlike()
    {
        var sorter = new KeySorter();
        foreach (var count in new[] { 3000, 900, 2000 })
        {
            double[] keys = [.. Keys("uniform", count)];
            sorter.Sort(keys, new int[count]);

            Assert.Equal(keys.Order(), keys);
        }
    }

    private static IEnumerable<double> Keys(string kind, int count)
    {
        var random = RandomStream.For(1, count, kind);
        return Enumerable.Range(0, count).Select(index => kind switch
        {
            "uniform" => random.NextDouble(),
            "of both signs" => random.Next(3) == 0 ? (random.Next(2) == 0 ? 0.0 : -0.0) : random.NextDouble() - 0.5,
            "few values" => random.Next(5),
            "apart in the last bits" => 1 + Math.ScaleB(random.Next(1000), -52),
            "with one far off" => index == count / 2 ? -1e300 : 1 + Math.ScaleB(random.NextDouble(), -20),
            "all equal" => 7,
            _ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(2000) - 1000),
        });
    }
}
