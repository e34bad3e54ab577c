namespace Sweetspot.Core.Tests;

public sealed class StartPointsTests
{
    private static readonly GeneValue[] Kinds = [.. Enumerable.Range(0, 5).Select(kind => GeneValue.Of(kind))];
    private static readonly GeneValue[] Words = [GeneValue.Of("conv"), GeneValue.Of("pool"), GeneValue.Of("skip")];

    [Fact]
    public void Of_NumbersOfTheSameListInSixPlaces_EachThroughoutOnce()
    {
        var start = Start(Enumerable.Range(0, 6).Select(index => new OrderedGene($"edge{index}", Kinds)));

        Assert.Equal(10, start.Count);
        Assert.Equal(["0", "4", "1", "2", "3"], start.Take(5).Select(candidate => Shared(candidate)));
        Assert.True(start.Skip(5).Count(candidate => Shared(candidate) is null) >= 4);
    }

    [Fact]
    public void Of_WordsOfTheSameListInThreePlacesBesideAnother_OthersAreSpread()
    {
        var start = Start([.. Enumerable.Range(0, 3).Select(index => new CategoricalGene($"part{index}", Words)), new OrderedGene("width", Kinds)]);

        Assert.Equal(["conv", "pool", "skip"], start.Skip(2).Take(3).Select(candidate => Shared(candidate, 3)));
        Assert.True(start.Skip(2).Take(3).Select(candidate => candidate.Number("width")).Distinct().Count() > 1);
    }

    [Fact]
    public void Of_FewPointsAmongThemNoneThroughout_SpreadAsEver()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 6).Select(index => new OrderedGene($"edge{index}", Kinds))]);
        var points = new KnownPoints(space, [.. space.Enumerate().Where((candidate, number) => number % 17 == 0 && Shared(candidate) is null)]);
        var settings = new AlgorithmSettings { Space = new FeasibleSpace(space, []), Points = points, Objectives = [Trials.Loss, Trials.Cost], Seed = 1 };

        var start = StartPoints.Of(settings);

        Assert.Equal(10, start.Count);
        Assert.All(start.Skip(2), candidate => Assert.True(candidate.Genes.CountBy(gene => gene.Value).Max(count => count.Value) < 5, candidate.Key));
    }

    [Fact]
    public void Of_SwitchedOff_NoneThroughout()
    {
        var start = Start(Enumerable.Range(0, 6).Select(index => new OrderedGene($"edge{index}", Kinds)), SearchPart.Start);

        Assert.True(start.Count(candidate => Shared(candidate) is not null) <= 1, string.Join("; ", start.Select(candidate => candidate.Key)));
    }

    private static IReadOnlyList<Candidate> Start(IEnumerable<Gene> genes, params SearchPart[] without) => StartPoints.Of(new AlgorithmSettings
    {
        Space = new FeasibleSpace(new SearchSpace([.. genes]), []),
        Objectives = [Trials.Loss, Trials.Cost],
        Seed = 1,
        Without = [.. without],
    });

    /// <summary>The value that the first genes have in common; null where they differ.</summary>
    private static string? Shared(Candidate candidate, int genes = 6) => candidate.Genes.Take(genes).Select(gene => gene.Value.ToString()).Distinct().ToList() is [var one] ? one : null;
}
