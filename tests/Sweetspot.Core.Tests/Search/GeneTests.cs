using CsCheck;

namespace Sweetspot.Core.Tests;

public sealed class GeneTests
{
    private static readonly Gene[] Genes =
    [
        new IntegerGene("i", 1, 96), new IntegerGene("i", 2, 8, GeneScale.Log), new IntegerGene("i", 1, 4096, GeneScale.Log),
        new IntegerGene("i", 8, 512, GeneScale.Log, 8), new IntegerGene("i", -5, 5), new IntegerGene("i", 3, 3), new IntegerGene("i", 10, 64, multiple: 16),
        new OrderedGene("o", [GeneValue.Of(32), GeneValue.Of(16), GeneValue.Of(64)]), new CategoricalGene("c", [GeneValue.Of("a"), GeneValue.Of("b")]),
    ];

    private static readonly RealGene[] RealGenes =
    [
        new("r", 0, 1), new("r", 1e-4, 1000, GeneScale.Log), new("r", -3, 7), new("r", 1_000_000, 1_000_001, GeneScale.Log),
        new("r", -1e308, 1e308), new("r", 1e-300, 1e300, GeneScale.Log), new("r", 2, 2),
    ];

    [Fact]
    public void EveryLevel_ToUnitAndBack_SameValue()
    {
        foreach (var gene in Genes)
        {
            for (var index = 0L; index < gene.LevelCount; index++)
            {
                var value = gene.Level(index);

                Assert.True(gene.Contains(value));
                Assert.Equal(value, gene.FromUnit(gene.ToUnit(value)));
            }
        }
    }

    [Fact]
    public void FromUnit_AnyUnit_ContainedAndEndsReached()
    {
        foreach (var gene in Genes.Concat(RealGenes))
        {
            Gen.Double[-0.5, 1.5].Sample(unit => Assert.True(gene.Contains(gene.FromUnit(unit))), iter: 200);
        }

        foreach (var gene in RealGenes)
        {
            Assert.Equal(gene.Low, gene.FromUnit(0).Number);
            Assert.Equal(gene.High, gene.FromUnit(1).Number);
        }

        foreach (var gene in Genes)
        {
            Assert.Equal(gene.Level(0), gene.FromUnit(0));
            Assert.Equal(gene.Level(gene.LevelCount!.Value - 1), gene.FromUnit(1));
        }
    }

    [Fact]
    public void RealGene_ToUnitAndBack_SameValue()
    {
        foreach (var gene in RealGenes)
        {
            Gen.Double[0, 1].Sample(
                unit =>
                {
                    var value = gene.FromUnit(unit);
                    var back = gene.FromUnit(gene.ToUnit(value));
                    Assert.Equal(gene.ToUnit(value), gene.ToUnit(back), 1e-5);
                },
                iter: 200);
        }
    }

    [Fact]
    public void IntegerGene_LogTwoToEight_BothEndsDrawn() // C07c
    {
        var gene = new IntegerGene("layers", 2, 8, GeneScale.Log);
        var random = RandomStream.For(7, 0, "test");

        var counts = Enumerable.Range(0, 2000).Select(_ => gene.FromUnit(random.NextDouble()).Number).CountBy(value => value).ToDictionary();

        Assert.Equal(7, counts.Count);
        Assert.InRange(counts[2], 2000 * 0.25, 2000 * 0.45); // ln(2.5/1.5) / ln(8.5/1.5) = 0.295
        Assert.InRange(counts[8], 2000 * 0.04, 2000 * 0.11); // ln(8.5/7.5) / ln(8.5/1.5) = 0.072
    }

    [Fact]
    public void RealGene_LogRange_BoundsAreValuesNotExponents() // C07a
    {
        var gene = new RealGene("rate", 0.0001, 1000, GeneScale.Log);

        Assert.Equal(0.0001, gene.FromUnit(0).Number);
        Assert.Equal(0.3162278, gene.FromUnit(0.5).Number);
        Assert.Equal(1000, gene.FromUnit(1).Number);
    }

    [Fact]
    public void RealGene_LogFromZero_RefusedByName() // C07b
    {
        var exception = Assert.Throws<UserInputException>(() => new RealGene("rate", 0, 1, GeneScale.Log));

        Assert.Equal("rate: a log scale cannot start at 0; use a linear scale, or a low end above 0", Assert.Single(exception.Problems));
    }

    [Fact]
    public void IntegerGene_LogFromFractionBelowOne_Refused() // C07d
    {
        var exception = Assert.Throws<UserInputException>(() => new IntegerGene("units", 0.4, 10, GeneScale.Log));

        Assert.Equal(
            [
                "units: 0.4 is not a whole number, as an end of an integer range must be; round it, or make the gene real",
                "units: an integer log scale starts at 1 or above, not at 0.4; raise the low end",
            ],
            exception.Problems);
    }

    [Fact]
    public void IntegerGene_LogWithMultiple_LogSpacedMultiples() // C07e
    {
        var gene = new IntegerGene("width", 60, 520, GeneScale.Log, 64);
        var random = RandomStream.For(8, 0, "test");

        var counts = Enumerable.Range(0, 4000).Select(_ => gene.FromUnit(random.NextDouble()).Number).CountBy(value => value).ToDictionary();

        Assert.Equal([64, 128, 192, 256, 320, 384, 448, 512], counts.Keys.Order());
        Assert.True(counts[64] > counts[128] && counts[128] > counts[512]);
        Assert.Equal("64..512 in multiples of 64, log scale", gene.Describe());
    }

    [Theory]
    [InlineData(9, 3, 1, "n: the low end 9 is above the high end 3; swap them")]
    [InlineData(double.NaN, 3, 1, "n: the range NaN..3 is not finite; give two ordinary numbers")]
    [InlineData(1, double.PositiveInfinity, 1, "n: the range 1..Infinity is not finite; give two ordinary numbers")]
    [InlineData(1.5, 3, 1, "n: 1.5 is not a whole number, as an end of an integer range must be; round it, or make the gene real")]
    [InlineData(10, 15, 8, "n: no multiple of 8 lies in 10..15; widen the range or lower the multiple")]
    [InlineData(10, 15, 0, "n: multiples of 0 are no grid; use a whole number of 1 or more")]
    [InlineData(0, 1e17, 1, "n: 1E+17 is beyond 2^53, where whole numbers stop being exact; use a real gene on a log scale")]
    public void IntegerGene_ImpossibleRange_RefusedByName(double low, double high, long multiple, string problem)
    {
        var exception = Assert.Throws<UserInputException>(() => new IntegerGene("n", low, high, multiple: multiple));

        Assert.Equal(problem, Assert.Single(exception.Problems));
    }

    [Fact]
    public void ListGene_EmptyOrTwice_RefusedByName()
    {
        var empty = Assert.Throws<UserInputException>(() => new OrderedGene("kernel", []));
        var twice = Assert.Throws<UserInputException>(() => new CategoricalGene("kernel", [GeneValue.Of(8), GeneValue.Of("8")]));

        Assert.Equal("kernel: the list of values is empty; list at least one", empty.Message);
        Assert.Equal("kernel: \"8\" stands twice in the list; remove one", twice.Message);
    }

    [Fact]
    public void Steps_AtEndsAndBetween_OneLevel()
    {
        var width = new IntegerGene("width", 8, 32, GeneScale.Log, 8);
        var size = new OrderedGene("size", [GeneValue.Of("s"), GeneValue.Of("m"), GeneValue.Of("l")]);
        var family = new CategoricalGene("family", [GeneValue.Of("a"), GeneValue.Of("b")]);

        Assert.Null(width.Down(GeneValue.Of(8)));
        Assert.Equal(GeneValue.Of(16), width.Up(GeneValue.Of(8)));
        Assert.Null(width.Up(GeneValue.Of(32)));
        Assert.Equal(GeneValue.Of("m"), size.Down(GeneValue.Of("l")));
        Assert.Null(size.Up(GeneValue.Of("l")));
        Assert.Null(family.Up(GeneValue.Of("a")));
    }

    [Fact]
    public void Grid_LongRange_CoarsenedWithBothEnds()
    {
        Assert.Equal([1, 25, 49, 73, 96], new IntegerGene("n", 1, 96).Grid(5).Select(value => value.Number));
        Assert.Equal([1, 2, 3], new IntegerGene("n", 1, 3).Grid(5).Select(value => value.Number));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], new RealGene("r", 0, 1).Grid(5).Select(value => value.Number));
        Assert.Equal(7, new OrderedGene("o", Enumerable.Range(0, 7).Select(value => GeneValue.Of(value))).Grid(5).Count);
    }
}
