namespace Sweetspot.Core.Tests;

public sealed class KnownPointsTests
{
    private static readonly SearchSpace Space = new(
    [
        new OrderedGene("width", [GeneValue.Of(1), GeneValue.Of(2), GeneValue.Of(100), GeneValue.Of(1000)]),
        new CategoricalGene("kind", [GeneValue.Of("a"), GeneValue.Of("b"), GeneValue.Of("c")]),
    ]);

    private static readonly RandomStream Random = RandomStream.For(1, 0, "test");

    [Fact]
    public void Nearest_NothingTaken_FewestSteps() => Assert.Equal("kind=b width=100", Points().Nearest(At(1000, "b"), _ => false, Random)?.Key);

    [Fact]
    public void Nearest_NearestTaken_TheNextOne() =>
        Assert.Equal("kind=b width=1", Points().Nearest(At(1000, "b"), point => point.Key == "kind=b width=100", Random)?.Key); // two steps of three cost less than another word and one

    [Fact]
    public void Nearest_AllTaken_Null() => Assert.Null(Points().Nearest(At(1, "a"), _ => true, Random));

    [Fact]
    public void Nearest_SeveralAsNear_EachIsDrawn() =>
        Assert.Equal(["kind=a width=1", "kind=b width=1"], Enumerable.Range(0, 50).Select(_ => Points().Nearest(At(1, "c"), _ => false, Random)!.Key).Distinct().Order());

    /// <summary>For every algorithm alike: each row once, nothing else, then it is exhausted.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    [InlineData("grid")]
    [InlineData("classic")]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    [InlineData("surrogate")]
    public void Algorithms_FewKnownPoints_ProposeEachOnceAndNothingElse(string name)
    {
        var space = new SearchSpace([new OrderedGene("x", Enumerable.Range(0, 20).Select(value => GeneValue.Of(value))), new OrderedGene("y", Enumerable.Range(0, 20).Select(value => GeneValue.Of(value)))]);
        var points = Enumerable.Range(0, 40).Select(index => space.Create(new Dictionary<string, GeneValue> { ["x"] = GeneValue.Of(index / 2), ["y"] = GeneValue.Of(index * 7 % 20) })).ToList();
        var algorithm = SearchAlgorithms.Create(name, new AlgorithmSettings
        {
            Space = new FeasibleSpace(space, []),
            Objectives = [Trials.Loss, Trials.Cost],
            Points = new KnownPoints(space, points),
            GridLevels = 20,
            Fitness = trial => trial.Value("loss"),
        });
        var asked = new List<Candidate>();
        while (algorithm.Ask(1) is [var candidate])
        {
            algorithm.Tell([Trials.Of(asked.Count, TrialState.Completed, ("loss", candidate.Number("x")), ("cost", -candidate.Number("y"))) with { Request = new TrialRequest(candidate, new Fidelity(1), 1) }]);
            asked.Add(candidate);
        }

        Assert.True(algorithm.IsExhausted);
        Assert.Equal(points.Select(point => point.Key).Order(), asked.Select(candidate => candidate.Key).Order());
    }

    private static KnownPoints Points() => new(Space, [At(1, "a"), At(100, "b"), At(1, "b")]);

    private static Candidate At(double width, string kind) =>
        Space.Create(new Dictionary<string, GeneValue> { ["width"] = GeneValue.Of(width), ["kind"] = GeneValue.Of(kind) });
}
