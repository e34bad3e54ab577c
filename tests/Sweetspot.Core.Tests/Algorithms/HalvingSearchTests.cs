namespace Sweetspot.Core.Tests;

public sealed class HalvingSearchTests
{
    private static readonly FeasibleSpace Space = new(new SearchSpace([new IntegerGene("width", 1, 200), new IntegerGene("depth", 1, 50)]), []);
    private static readonly Fidelity[] Levels = [new(1), new(5), new(15), new(40)];

    [Fact]
    public void Ask_FourLevels_UsesTheWholeAndThoseOfAThirdOfTheNextOrLess()
    {
        var trials = Run(Create(), 120);

        Assert.Equal([1, 5, 40], trials.Select(trial => trial.Request.Fidelity.Epochs).Distinct().Order());
    }

    [Fact]
    public void Ask_AnyTime_OnlyTheBestThirdOfALevelGoesOn()
    {
        var search = Create();
        var trials = new List<Trial>();
        for (var number = 0; number < 150; number++)
        {
            var next = Ask(search, number);
            var (from, to) = (next.Request.Fidelity.Epochs == 40 ? 5 : 1, next.Request.Fidelity.Epochs);
            var below = trials.FindAll(trial => trial.Request.Fidelity.Epochs == from && from < to);
            if (from < to)
            {
                var ranks = NonDominatedSort.Ranks([.. below.SelectMany(trial => new[] { trial.Value("loss")!.Value, trial.Value("cost")!.Value })], 2);
                var own = ranks[below.FindIndex(trial => trial.Candidate.Equals(next.Candidate))];
                Assert.True(ranks.Count(rank => rank < own) < below.Count / 3, "worse than a third of its level");
            }

            trials.Add(next);
            search.Tell([next]);
        }

        Assert.InRange(trials.Count(trial => trial.Request.Fidelity.Epochs == 5), 20, 50);
        Assert.InRange(trials.Count(trial => trial.Request.Fidelity.Epochs == 40), 7, 20);
    }

    [Fact]
    public void Ask_ResultsOutstanding_NeverWaits() => Assert.Equal(100, Create().Ask(100).Distinct().Count());

    [Fact]
    public void Ask_DivergedAtALowLevel_GoesNoFurther()
    {
        var trials = Run(Create(), 120, diverges: candidate => candidate.Number("width") > 100);

        Assert.All(trials.Where(trial => trial.Candidate.Number("width") > 100), trial => Assert.Equal(1, trial.Request.Fidelity.Epochs));
    }

    [Fact]
    public void Ask_BreaksALimitAtALowLevel_MayStillGoOn()
    {
        var limit = Limits.AtMost("loss", 0.001, Knowledge.Trained);

        Assert.Contains(Run(Create(limits: [limit]), 60), trial => trial.Request.Fidelity.Epochs == 40);
    }

    [Fact]
    public void Ask_NothingNewIsLeft_TheRestIsTrainedWholeThenExhausted()
    {
        var search = Create(new FeasibleSpace(new SearchSpace([new IntegerGene("width", 1, 12), new IntegerGene("depth", 1, 1)]), []));

        var trials = Run(search, 1000);

        Assert.Equal(12, trials.Count(trial => trial.Request.Fidelity.Epochs == 40));
        Assert.Equal(36, trials.Count);
        Assert.True(search.IsExhausted);
    }

    [Fact]
    public void GoingOn_AnyTime_HoldsWhoGoesOnNextAndStaysSmall()
    {
        var search = Create();
        for (var number = 0; number < 300; number++)
        {
            var before = search.GoingOn;
            var next = Ask(search, number);
            Assert.True(next.Request.Fidelity.Epochs == 1 || before.Contains(next.Candidate), "went on, and nothing was kept of it");
            Assert.InRange(before.Count, 0, 16); // of two levels, eight of each
            Assert.Contains(next.Candidate, search.GoingOn);
            search.Tell([next]);
            Assert.False(next.Request.Fidelity.Epochs == 40 && search.GoingOn.Contains(next.Candidate), "whole, and still kept");
        }
    }

    [Fact]
    public void GoingOn_DivergedOrNothingAsked_HoldsNone()
    {
        var search = Create();
        Assert.Empty(search.GoingOn);

        Run(search, 5, diverges: _ => true);

        Assert.Empty(search.GoingOn);
    }

    [Fact]
    public void Ask_Resumed_GoesOnAsIfNeverStopped()
    {
        var whole = Run(Create(), 90);
        var resumed = Create();
        resumed.Tell([.. whole.Take(60)]);

        Assert.Equal(Keys(whole.Skip(60)), Keys(Run(resumed, 30)));
    }

    private static HalvingSearch Create(FeasibleSpace? space = null, Constraint[]? limits = null) => Assert.IsType<HalvingSearch>(SearchAlgorithms.Create("halving", new AlgorithmSettings
    {
        Space = space ?? Space,
        Objectives = [Trials.Loss, Trials.Cost],
        Constraints = limits ?? [],
        Seed = 3,
        Fidelities = Levels,
    }));

    private static List<Trial> Run(HalvingSearch search, int count, Predicate<Candidate>? diverges = null)
    {
        var trials = new List<Trial>();
        while (trials.Count < count && search.Ask(1) is [var candidate])
        {
            trials.Add(Ended(candidate, search.FidelityOf(candidate)!.Value, trials.Count, diverges?.Invoke(candidate) == true));
            search.Tell([trials[^1]]);
        }

        return trials;
    }

    private static Trial Ask(HalvingSearch search, int number) => Assert.Single(search.Ask(1)) is var candidate ? Ended(candidate, search.FidelityOf(candidate)!.Value, number, false) : null!;

    private static Trial Ended(Candidate candidate, Fidelity fidelity, int number, bool isDiverged)
    {
        var (width, depth) = (candidate.Number("width"), candidate.Number("depth"));
        var loss = (1 / width) + (depth / 100) + (1.0 / fidelity.Epochs);
        var state = isDiverged ? TrialState.Diverged : fidelity.Epochs < 40 ? TrialState.Pruned : TrialState.Completed;
        var trial = Trials.Of(number, state, candidate, ("loss", loss), ("cost", width * depth));
        return trial with { Request = trial.Request with { Fidelity = fidelity } };
    }

    private static IEnumerable<(string, Fidelity)> Keys(IEnumerable<Trial> trials) => trials.Select(trial => (trial.Candidate.Key, trial.Request.Fidelity));
}
