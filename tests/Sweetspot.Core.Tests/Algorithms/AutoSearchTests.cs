using System.Collections.Immutable;

namespace Sweetspot.Core.Tests;

public sealed class AutoSearchTests
{
    private static readonly SearchSpace Space = new(
    [
        new OrderedGene("width", Enumerable.Range(0, 16).Select(step => GeneValue.Of(8 * (step + 1)))),
        new OrderedGene("depth", Enumerable.Range(1, 8).Select(depth => GeneValue.Of(depth))),
        new CategoricalGene("kind", [GeneValue.Of("a"), GeneValue.Of("b"), GeneValue.Of("c")]),
    ]);

    [Fact]
    public void Ask_SmallSpace_FrontFoundInFewerTrialsThanByNsga2()
    {
        double[] shares = [.. new[] { "auto", "nsga2" }.Select(name => Enumerable.Range(1, 3).Average(seed => Share(Run(SearchAlgorithms.Create(name, Settings((ulong)seed)), 50))))];

        Assert.InRange(shares[0], 0.97, 1);
        Assert.True(shares[0] > shares[1], $"{shares[0]} against {shares[1]}");
    }

    [Theory]
    [InlineData(SearchPart.Known)]
    [InlineData(SearchPart.Start)]
    [InlineData(SearchPart.Steady)]
    [InlineData(SearchPart.Surrogate)]
    [InlineData(SearchPart.Recommend)]
    [InlineData(SearchPart.Evolution)]
    [InlineData(SearchPart.Failures)]
    public void Create_PartSwitchedOff_OtherProposalsThanWithIt(SearchPart part)
    {
        Assert.NotEqual(Keys(History([])), Keys(History([part])));
        Assert.Equal(Keys(History([part])), Keys(History([part])));

        static List<Trial> History(ImmutableHashSet<SearchPart> without) => Run(
            AutoSearch.Create(Settings(5) with { Without = without, InitialPopulation = [Space.Decode([GeneValue.Of(64), GeneValue.Of(3), GeneValue.Of("b")])], Compute = Computed }), 60, pending: 1,
            fails: candidate => candidate.Number("depth") > 6);
    }

    [Fact]
    public void Ask_FirstTrials_LookForTheRecommendationUnlessThatIsOff()
    {
        var (with, without) = (TrialsUntilRight([]), TrialsUntilRight([SearchPart.Recommend]));

        Assert.True(with < without, $"{with} trials until the recommendation stays right, {without} without that part");

        static int TrialsUntilRight(ImmutableHashSet<SearchPart> without) => Enumerable.Range(1, 5).Sum(seed =>
        {
            var trials = Run(AutoSearch.Create(Settings((ulong)seed) with { Without = without }), 60);
            var right = Cheapest([.. Space.Enumerate().Select((candidate, number) => Ended(number, candidate))])!;
            return 1 + Enumerable.Range(1, trials.Count).LastOrDefault(count => !right.Equals(Cheapest([.. trials.Take(count)])));
        });
    }

    [Theory]
    [InlineData(39, true)]
    [InlineData(40, false)]
    public void Ask_SameHistoryWithAndWithoutRecommend_DiffersOnlyUntil40AreTried(int trials, bool differs)
    {
        var history = Run(new RandomSearch(Settings(2)), trials);
        Candidate Next(ImmutableHashSet<SearchPart> without)
        {
            var search = new SurrogateSearch(Settings(2) with { Without = without });
            var start = search.Ask(StartPoints.Of(Settings(2)).Count).ToHashSet();
            search.Tell([.. start.Select((candidate, number) => Ended(number, candidate)), .. history.Where(trial => !start.Contains(trial.Candidate)).Take(trials - start.Count)]);
            return Assert.Single(search.Ask(1));
        }

        Assert.Equal(differs, !Next([]).Equals(Next([SearchPart.Recommend])));
    }

    [Fact]
    public void Ask_NothingMoreToExpectEarly_ConvergesBeforeTheFrontIsLookedAt()
    {
        // The smallest, which is among the first, is the best in both.
        var space = new SearchSpace([new OrderedGene("width", Enumerable.Range(1, 400).Select(width => GeneValue.Of(width)))]);
        var search = AutoSearch.Create(new AlgorithmSettings
        {
            Space = new FeasibleSpace(space, []),
            Objectives = [Trials.Loss, Trials.Cost],
            Seed = 1,
            Recommend = trials => trials.MinBy(trial => trial.Value("loss"))!.Candidate,
        });
        var asked = new List<Trial>();
        while (asked.Count < 60 && search.Ask(1) is [var candidate])
        {
            asked.Add(Trials.Of(asked.Count, TrialState.Completed, candidate, ("loss", candidate.Number("width")), ("cost", candidate.Number("width"))));
            search.Tell([asked[^1]]);
        }

        Assert.True(search.HasConverged);
        Assert.InRange(asked.Count, 20, 39);
    }

    [Fact]
    public void Create_SurrogateAndEvolutionSwitchedOff_Throws() =>
        Assert.Throws<ArgumentException>(() => AutoSearch.Create(Settings(1) with { Without = [SearchPart.Surrogate, SearchPart.Evolution] }));

    [Fact]
    public void Ask_ManyAtOnce_NeverWaitsUnlessSteadyIsOff()
    {
        Assert.Equal(40, AutoSearch.Create(Settings(1)).Ask(40).Distinct().Count());
        Assert.Equal(16, AutoSearch.Create(Settings(1) with { Without = [SearchPart.Steady] }).Ask(40).Count);
    }

    [Fact]
    public void Ask_StartSwitchedOff_TheSmallestAndTheLargestAreNotTheFirst()
    {
        Assert.Contains(8 * 1.0, Sizes([]));
        Assert.Contains(128 * 8.0, Sizes([]));
        Assert.DoesNotContain(128 * 8.0, Sizes([SearchPart.Start]));

        static IEnumerable<double> Sizes(ImmutableHashSet<SearchPart> without) =>
            AutoSearch.Create(Settings(2) with { Without = without }).Ask(2).Select(candidate => candidate.Number("width") * candidate.Number("depth"));
    }

    [Fact]
    public void Ask_ResumedWithAHistoryAndPendingTrials_GoesOnAsIfNeverStopped()
    {
        var whole = Run(AutoSearch.Create(Settings(7)), 50, pending: 2);
        var resumed = AutoSearch.Create(Settings(7));
        resumed.Tell([.. whole.Take(28)]);
        resumed.Resume([.. whole.Skip(28).Take(2).Select(trial => trial with { State = TrialState.Waiting })]);

        Assert.Equal(whole[30].Candidate.Key, Assert.Single(resumed.Ask(1)).Key);
    }

    [Fact]
    public void Ask_NothingMoreToExpect_ConvergesLongBeforeTheSpaceEnds()
    {
        var search = AutoSearch.Create(Settings(3) with { Recommend = Cheapest });

        var trials = Run(search, 300);

        Assert.True(search.HasConverged);
        Assert.False(search.IsExhausted);
        Assert.InRange(trials.Count, 30, 200);
        Assert.InRange(Share(trials), 0.99, 1);
        Assert.Empty(search.Ask(3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ask_RecommendationChangesOrConvergeIsOff_GoesOn(bool isSwitchedOff)
    {
        var search = AutoSearch.Create(isSwitchedOff
            ? Settings(3) with { Recommend = Cheapest, Without = [SearchPart.Converge] }
            : Settings(3) with { Recommend = trials => trials[^1].Candidate });

        Assert.Equal(300, Run(search, 300).Count);
        Assert.False(search.HasConverged);
    }

    [Fact]
    public void Ask_Levels_StartsWholeThenTriesLowFirst()
    {
        var search = AutoSearch.Create(Settings(4) with { Fidelities = [new(1), new(10)] });

        var first = search.Ask(8).Select(candidate => search.FidelityOf(candidate)).ToList();
        var later = search.Ask(3).Select(candidate => search.FidelityOf(candidate)).ToList();

        Assert.All(first, fidelity => Assert.Equal(new Fidelity(10), fidelity));
        Assert.All(later, fidelity => Assert.Equal(new Fidelity(1), fidelity));
        Assert.IsType<AutoSearch>(AutoSearch.Create(Settings(4) with { Fidelities = [new(1), new(10)], Without = [SearchPart.Fidelity] }));
    }

    [Fact]
    public void Ask_RegionThatFails_IsAvoidedUnlessFailuresAreOff()
    {
        static int Failed(ImmutableHashSet<SearchPart> without) =>
            Run(AutoSearch.Create(Settings(2) with { Without = without.Add(SearchPart.Evolution) }), 50, fails: candidate => candidate.Number("depth") > 4).Skip(15).Count(trial => trial.State == TrialState.Diverged);

        Assert.InRange(Failed([]), 0, Failed([SearchPart.Failures]) - 1);
    }

    [Fact]
    public void Ask_EightTimesTheTrials_AProposalTakesNoMuchMoreMemory()
    {
        // What is allocated stands for the work: unlike time it is the same on a busy machine. Proportional growth would be a factor of eight.
        var (few, many) = (Allocated(500), Allocated(4000));

        Assert.True(many < 3 * few, $"{few} bytes a proposal at 500 trials, {many} at 4,000");

        static long Allocated(int count)
        {
            var space = new FeasibleSpace(new SearchSpace([new IntegerGene("width", 1, 1000), new IntegerGene("depth", 1, 1000)]), []);
            var settings = new AlgorithmSettings { Space = space, Objectives = [Trials.Loss, Trials.Cost], Seed = 1 };
            var search = AutoSearch.Create(settings);
            Trial Ended(Candidate candidate, int number) => Trials.Of(
                number, TrialState.Completed, candidate, ("loss", (1 / candidate.Number("width")) + (candidate.Number("depth") / 1000)), ("cost", candidate.Number("width") * candidate.Number("depth")));
            search.Tell([.. new RandomSearch(settings).Ask(count).Select(Ended)]);
            search.Ask(8); // the first learns the history
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var number = 0; number < 8; number++)
            {
                search.Tell([Ended(Assert.Single(search.Ask(1)), count + number)]);
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 8;
        }
    }

    private static AlgorithmSettings Settings(ulong seed) => new() { Space = new FeasibleSpace(Space, []), Objectives = [Trials.Loss, Trials.Cost], Seed = seed };

    private static Candidate? Cheapest(IReadOnlyList<Trial> trials) => trials.Where(trial => trial.Value("loss") <= 1.05 * trials.Min(other => other.Value("loss"))).MinBy(trial => trial.Value("cost"))?.Candidate;

    private static Dictionary<string, Measurement> Computed(Candidate candidate) => new() { ["cost"] = Metrics.Parameters.Computed(Cost(candidate)) };

    private static List<Trial> Run(ISearchAlgorithm search, int count, int pending = 0, Predicate<Candidate>? fails = null)
    {
        var asked = new List<Trial>();
        while (asked.Count < count && search.Ask(1) is [var candidate])
        {
            asked.Add(fails?.Invoke(candidate) == true
                ? Trials.Of(asked.Count, TrialState.Diverged, candidate)
                : Ended(asked.Count, candidate));
            if (asked.Count > pending)
            {
                search.Tell([asked[^(1 + pending)]]);
            }
        }

        return asked;
    }

    private static Trial Ended(int number, Candidate candidate) => Trials.Of(number, TrialState.Completed, candidate, ("loss", Loss(candidate)), ("cost", Cost(candidate)));

    private static double Loss(Candidate candidate) =>
        (candidate.Word("kind", "") switch { "a" => 1, "b" => 0.6, _ => 1.4 }) * (1 + Math.Pow(candidate.Number("depth") - 5, 2) / 10) / Math.Sqrt(candidate.Number("width"));

    private static double Cost(Candidate candidate) => candidate.Number("width") * candidate.Number("depth");

    /// <summary>Share of the whole space's hypervolume, cost as a logarithm.</summary>
    private static double Share(IEnumerable<Trial> trials)
    {
        double Volume(IEnumerable<Candidate> candidates) => Hypervolume.Of([.. candidates.SelectMany(candidate => new[] { Loss(candidate), Math.Log(Cost(candidate) / 8) })], [1.5, 5]);
        return Volume(trials.Select(trial => trial.Candidate)) / Volume(Space.Enumerate());
    }

    private static IEnumerable<string> Keys(IEnumerable<Trial> trials) => trials.Select(trial => trial.Candidate.Key);
}
