namespace Sweetspot.Core.Tests;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Small = new(
    [
        new CategoricalGene("family", [GeneValue.Of("mlp"), GeneValue.Of("cnn")]),
        new IntegerGene("depth", 1, 3),
        new OrderedGene("kernel", [GeneValue.Of(3), GeneValue.Of(5)], Limits.Is("family", "cnn")),
        new CategoricalGene("pool", [GeneValue.Of("max"), GeneValue.Of("mean")], new Condition("kernel == 5", ["kernel"], lookup => lookup("kernel")?.Number == 5)),
    ]);

    [Fact]
    public void Size_ConditionalGenes_CountsDistinctPoints()
    {
        var points = Small.Enumerate().ToList();

        Assert.Equal(3 + 3 * (1 + 2), Small.Size);
        Assert.Equal(Small.Size, points.Distinct().Count());
        Assert.Equal(points.Count, points.Distinct().Count());
        Assert.All(points, point => Assert.True(Small.Contains(point)));
        Assert.Equal("depth=1 family=mlp", points[0].Key);
        Assert.Equal("depth=3 family=cnn kernel=5 pool=mean", points[^1].Key);
    }

    [Fact]
    public void Size_ContinuousOrHuge_Null()
    {
        Assert.Null(new SearchSpace([new RealGene("x", 0, 1)]).Size);
        Assert.Null(new SearchSpace([new IntegerGene("x", 1, 10_000), new IntegerGene("y", 1, 10_000)]).Size);
        Assert.Equal(10_000_000, new SearchSpace([new IntegerGene("x", 1, 10_000), new IntegerGene("y", 1, 1_000)]).Size);
    }

    [Fact]
    public void Sample_ManyDraws_EveryPointReached()
    {
        var random = RandomStream.For(1, 0, "test");

        var drawn = Enumerable.Range(0, 1000).Select(_ => Small.Sample(random)).ToHashSet();

        Assert.Equal(Small.Enumerate().ToHashSet(), drawn);
    }

    [Fact]
    public void Create_InactiveGeneGiven_LeftOutAndDerivedAdded()
    {
        var twice = new DerivedValue("twice", "2 * depth", ["depth"], lookup => GeneValue.Of(2 * lookup("depth")!.Value.Number));
        var odd = new DerivedValue("area", "kernel^2", ["kernel"], lookup => lookup("kernel") is { } kernel ? GeneValue.Of(kernel.Number * kernel.Number) : null);
        var space = new SearchSpace(Small.Genes, [twice, odd]);

        var candidate = space.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("mlp"),
            ["depth"] = GeneValue.Of(2),
            ["kernel"] = GeneValue.Of(3),
        });

        Assert.Equal("depth=2 family=mlp", candidate.Key);
        Assert.Equal(4, candidate.Number("twice"));
        Assert.Null(candidate.Find("kernel"));
        Assert.Null(candidate.Find("area"));
    }

    [Fact]
    public void Create_MissingOrForeignValue_Throws()
    {
        Assert.Throws<ArgumentException>(() => Small.Create(new Dictionary<string, GeneValue> { ["family"] = GeneValue.Of("mlp") }));
        Assert.Throws<ArgumentException>(
            () => Small.Create(new Dictionary<string, GeneValue> { ["family"] = GeneValue.Of("rnn"), ["depth"] = GeneValue.Of(2) }));
    }

    [Fact]
    public void Constructor_BadNames_AllProblemsTogether()
    {
        var exception = Assert.Throws<UserInputException>(() => new SearchSpace(
            [
                new IntegerGene("kernel", 1, 3, when: Limits.Is("family", "cnn")),
                new CategoricalGene("family", [GeneValue.Of("cnn")]),
                new IntegerGene("family", 1, 3, when: Limits.Is("colour", "red")),
            ],
            [new DerivedValue("kernel", "2 * width", ["width"], _ => null)]));

        Assert.Equal(
            [
                "kernel: its condition \"family == 'cnn'\" reads family, which does not stand before it; move family up",
                "family: its condition \"colour == 'red'\" reads colour, which is no gene",
                "family: the name stands twice in the space; rename one",
                "kernel: \"2 * width\" reads width, which is neither a gene nor derived before it",
                "kernel: the name stands twice in the space; rename one",
            ],
            exception.Problems);
    }

    [Fact]
    public void Enumerate_ContinuousGene_ThrowsAndGridServes()
    {
        var space = Limits.MixedSpace();

        Assert.Throws<InvalidOperationException>(() => space.Enumerate().Count());
        Assert.Equal(2 * 3 * 3 * 3, space.EnumerateGrid(3).Distinct().Count()); // family, depth and width coarsened, kernel or dropout
    }

    [Fact]
    public void Neighbours_OneStepInEachActiveGene()
    {
        var candidate = Small.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("cnn"),
            ["depth"] = GeneValue.Of(2),
            ["kernel"] = GeneValue.Of(3),
        });

        var neighbours = Small.Neighbours(candidate);

        Assert.Equal(
            ["depth=1 family=cnn kernel=3", "depth=3 family=cnn kernel=3", "depth=2 family=cnn kernel=5 pool=mean"],
            neighbours.Select(neighbour => neighbour.Key));
    }

    [Fact]
    public void EdgeOf_NumericGenesAtAnEnd_Named()
    {
        var candidate = Small.Create(new Dictionary<string, GeneValue>
        {
            ["family"] = GeneValue.Of("cnn"),
            ["depth"] = GeneValue.Of(3),
            ["kernel"] = GeneValue.Of(3),
        });

        Assert.Equal([new SpaceEdge("depth", GeneValue.Of(3), true)], Small.EdgeOf(candidate)); // a choice between two kernels has no ends
    }

    [Fact]
    public void Describe_OneLineAGene()
    {
        Assert.Equal(
            """
            family: one of mlp, cnn
            depth: 1..4
            width: 8..512 in multiples of 8, log scale
            kernel: 3, 5, 7 (when family == 'cnn')
            dropout: 0.01..0.5, real, log scale (when family == 'mlp')
            """,
            Limits.MixedSpace().Describe());
    }
}
