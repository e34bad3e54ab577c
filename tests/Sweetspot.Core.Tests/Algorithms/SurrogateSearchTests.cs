namespace Sweetspot.Core.Tests;

public sealed class SurrogateSearchTests
{
    private static readonly SearchSpace Space = new(
    [
        new OrderedGene("width", Enumerable.Range(0, 16).Select(step => GeneValue.Of(8 * (step + 1)))),
        new OrderedGene("depth", Enumerable.Range(1, 8).Select(depth => GeneValue.Of(depth))),
        new CategoricalGene("kind", [GeneValue.Of("a"), GeneValue.Of("b"), GeneValue.Of("c")]),
    ]);

    [Fact]
    public void Ask_SmallSpace_FrontFoundInFewerTrialsThanAtRandom()
    {
        double[] shares = [.. new[] { "surrogate", "random" }.Select(name => Enumerable.Range(1, 3).Average(seed => Share(Run(Search(name, (ulong)seed), 40))))];

        Assert.InRange(shares[0], 0.97, 1);
        Assert.True(shares[0] > shares[1], $"{shares[0]} against {shares[1]}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ask_SameSeed_SameProposalsWithoutRepeats(int pending)
    {
        var (one, other) = (Run(Search("surrogate", 5), 40, pending), Run(Search("surrogate", 5), 40, pending));

        Assert.Equal(Keys(one), Keys(other));
        Assert.Equal(40, Keys(one).Distinct().Count());
        Assert.NotEqual(Keys(one), Keys(Run(Search("surrogate", 6), 40, pending)));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(150)] // more than a model is made of
    public void Ask_ResumedWithAHistoryAndPendingTrials_GoesOnAsIfNeverStopped(int trials)
    {
        var whole = Run(Search("surrogate", 7), trials + 1, pending: 2);
        var stopped = Search("surrogate", 7);
        var before = Run(stopped, trials, pending: 2);
        var resumed = Search("surrogate", 7);
        resumed.Tell([.. before.Take(trials - 2)]);
        resumed.Resume([.. before.Skip(trials - 2).Select(trial => trial with { State = TrialState.Waiting })]);

        Assert.Equal(whole[trials].Candidate.Key, Assert.Single(resumed.Ask(1)).Key);
    }

    [Fact]
    public void Ask_Batch_DifferentCandidatesThatSpread()
    {
        var search = Search("surrogate", 3);
        Run(search, 25);

        var batch = search.Ask(8);

        Assert.Equal(8, batch.Select(candidate => candidate.Key).Distinct().Count());
        Assert.True(batch.Select(candidate => candidate.Number("width")).Distinct().Count() > 2);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(170)] // more than a model is made of
    public void Ask_LimitDecidedByTraining_FewerTrialsBreakItThanAtRandom(int trials)
    {
        int Broken(string name) => Enumerable.Range(1, 2).Sum(seed => Run(Search(name, (ulong)seed, [Limits.AtMost("cost", 40, Knowledge.Trained)]), trials).Count(trial => trial.Value("cost") > 40));

        Assert.InRange(Broken("surrogate"), 0, Broken("random") / 2);
    }

    [Fact]
    public void Ask_RegionThatFails_IsAvoided()
    {
        int Failed(string name) => Run(Search(name, 2), 50, fails: candidate => candidate.Number("depth") > 4).Skip(15).Count(trial => trial.State == TrialState.Diverged);

        Assert.InRange(Failed("surrogate"), 0, Failed("random") / 2);
    }

    [Fact]
    public void Ask_ComputedObjective_TakenAsItIsAndNothingWorseProposed()
    {
        var search = new SurrogateSearch(Settings(4) with { Compute = candidate => new Dictionary<string, Measurement> { ["cost"] = Metrics.Parameters.Computed(Cost(candidate)) } });

        Assert.InRange(Share(Run(search, 40)), 0.97, 1);
    }

    [Fact]
    public void Ask_ConstantAndHugeValues_GoesOn()
    {
        foreach (var value in new[] { 0, 1e-300, 1e300, -1e300 })
        {
            var search = Search("surrogate", 1);
            for (var number = 0; number < 40; number++)
            {
                var candidate = Assert.Single(search.Ask(1));
                search.Tell([Trials.Of(number, TrialState.Completed, candidate, ("loss", number % 2 == 0 ? value : 0), ("cost", value))]);
            }
        }
    }

    [Fact]
    public void Create_NoObjective_Throws() => Assert.Throws<ArgumentException>(() => new SurrogateSearch(Settings(1) with { Objectives = [] }));

    private static AlgorithmSettings Settings(ulong seed) => new() { Space = new FeasibleSpace(Space, []), Objectives = [Trials.Loss, Trials.Cost], Seed = seed };

    private static ISearchAlgorithm Search(string name, ulong seed, Constraint[]? limits = null) => SearchAlgorithms.Create(name, Settings(seed) with { Constraints = limits ?? [] });

    private static List<Trial> Run(ISearchAlgorithm search, int count, int pending = 0, Predicate<Candidate>? fails = null)
    {
        var asked = new List<Trial>();
        while (asked.Count < count)
        {
            var candidate = Assert.Single(search.Ask(1));
            asked.Add(fails?.Invoke(candidate) == true
                ? Trials.Of(asked.Count, TrialState.Diverged, candidate)
                : Trials.Of(asked.Count, TrialState.Completed, candidate, ("loss", Loss(candidate)), ("cost", Cost(candidate))));
            if (asked.Count > pending)
            {
                search.Tell([asked[^(1 + pending)]]);
            }
        }

        return asked;
    }

    private static double Loss(Candidate candidate) =>
        (candidate.Word("kind", "") switch { "a" => 1, "b" => 0.6, _ => 1.4 }) * (1 + Math.Pow(candidate.Number("depth") - 5, 2) / 10) / Math.Sqrt(candidate.Number("width"));

    private static double Cost(Candidate candidate) => candidate.Number("width") * candidate.Number("depth") / 8;

    /// <summary>Share of the whole space's hypervolume, cost as a logarithm.</summary>
    private static double Share(IEnumerable<Trial> trials)
    {
        double Volume(IEnumerable<Candidate> candidates) => Hypervolume.Of([.. candidates.SelectMany(candidate => new[] { Loss(candidate), Math.Log(Cost(candidate)) })], [1.5, 5]);
        return Volume(trials.Select(trial => trial.Candidate)) / Volume(Space.Enumerate());
    }

    private static IEnumerable<string> Keys(IEnumerable<Trial> trials) => trials.Select(trial => trial.Candidate.Key);
}
