namespace Sweetspot.Core.Tests;

public sealed class ReplayRunnerTests
{
    private static readonly FeasibleSpace Space = new(new SearchSpace([new IntegerGene("width", 1, 200), new IntegerGene("depth", 1, 50)]), []);

    [Fact]
    public void Run_OneWorker_TrialsFollowEachOther()
    {
        var outcome = Run("random", workers: 1, trials: 30);

        Assert.Equal(StudyState.Done, outcome.State);
        Assert.Equal(Enumerable.Range(0, 30).Select(number => (long)number), outcome.Trials.Select(trial => trial.Number));
        Assert.All(outcome.Trials.Zip(outcome.Trials.Skip(1)), pair => Assert.Equal(pair.First.Finished, pair.Second.Started));
        Assert.Equal(1, outcome.Busy, 12);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("auto")]
    public void Run_FourWorkersUnevenDurations_ToldInTheOrderOfEndingAndBusy(string name)
    {
        var outcome = Run(name, workers: 4, trials: 200);

        Assert.Equal(Enumerable.Range(1, 200).Select(sequence => (long?)sequence), outcome.Trials.Select(trial => trial.Sequence));
        Assert.All(outcome.Trials.Zip(outcome.Trials.Skip(1)), pair => Assert.True(pair.First.Finished <= pair.Second.Finished));
        Assert.All(outcome.Trials, trial => Assert.InRange(outcome.Trials.Count(other => other.Started <= trial.Started && other.Finished > trial.Started), 1, 4));
        Assert.NotEqual(outcome.Trials.Select(trial => trial.Number), outcome.Trials.Select(trial => trial.Number).Order());
        Assert.InRange(outcome.Busy, 0.95, 1);
        Assert.Equal(outcome.Trials.Sum(trial => (trial.Finished - trial.Started)!.Value.TotalSeconds), 4 * outcome.Busy * outcome.Elapsed.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    [InlineData("grid")]
    public void Run_AlgorithmThatWaitsForNothing_SameCandidatesForAnyWorkers(string name) =>
        Assert.Equal(Keys(Run(name, workers: 1, trials: 20)).Order(), Keys(Run(name, workers: 7, trials: 20)).Order());

    [Theory]
    [InlineData("nsga2")]
    [InlineData("nsga3")]
    public void Run_SameSeed_SameHistory(string name)
    {
        Assert.Equal(Keys(Run(name, workers: 4, trials: 80)), Keys(Run(name, workers: 4, trials: 80)));
        Assert.Equal(Keys(Run(name, workers: 1, trials: 80)).Order(), Keys(Run(name, workers: 4, trials: 80)).Order()); // generations, so the order of ending does not matter
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_AutoWithTheSameSeed_SameHistoryWhateverTheOrderOfEnding(int workers)
    {
        var (one, other) = (Run("auto", workers, trials: 60), Run("auto", workers, trials: 60));

        Assert.Equal(one.Trials.Select(trial => (trial.Candidate.Key, trial.Number, trial.Sequence, trial.Started)), other.Trials.Select(trial => (trial.Candidate.Key, trial.Number, trial.Sequence, trial.Started)));
        Assert.Equal(60, Keys(one).Distinct().Count());
    }

    [Fact]
    public void Run_HistoryToldToAFreshInstance_ProposesWhatTheFirstDidNext()
    {
        var outcome = Run("auto", workers: 4, trials: 60);
        var resumed = Create("auto");
        var next = outcome.Trials.MaxBy(trial => trial.Number)!;

        resumed.Tell([.. outcome.Trials.Where(trial => trial.Finished <= next.Started)]);
        resumed.Resume([.. outcome.Trials.Where(trial => trial.Finished > next.Started && trial.Number < next.Number)]);

        Assert.Equal(next.Candidate.Key, Assert.Single(resumed.Ask(1)).Key);
    }

    [Fact]
    public void Run_GoesOnWhereItStopped_TakesTheDifferenceOnly()
    {
        ReplayOutcome Of(bool isResumable) => new ReplayRunner(
            SearchAlgorithms.Create("halving", new AlgorithmSettings { Space = Space, Objectives = [Trials.Loss, Trials.Cost], Fidelities = [new(1), new(10)] }),
            request => new ReplayedTrial(request.Fidelity.Epochs < 10 ? new Evaluation.Pruned("stopped") { Metrics = Evaluate(request).Metrics } : Evaluate(request), TimeSpan.FromSeconds(request.Fidelity.Epochs)),
            new ReplayPlan { Seed = 1, Fidelity = new Fidelity(10), Trials = 40, IsResumable = isResumable }).Run(CancellationToken.None);
        static IEnumerable<double> Whole(ReplayOutcome outcome) => outcome.Trials.Where(trial => trial.State == TrialState.Completed).Select(trial => (trial.Finished - trial.Started)!.Value.TotalSeconds).Distinct();

        Assert.Equal(10, Assert.Single(Whole(Of(isResumable: false))));
        Assert.Equal(9, Assert.Single(Whole(Of(isResumable: true))));
    }

    [Fact]
    public void Run_TimeEnds_NothingBeginsAfterIt()
    {
        var outcome = Run("random", workers: 2, trials: int.MaxValue, TimeSpan.FromSeconds(500));

        Assert.Equal(StudyState.Done, outcome.State);
        Assert.All(outcome.Trials, trial => Assert.True(trial.Started < DateTimeOffset.UnixEpoch.AddSeconds(500)));
        Assert.True(outcome.Elapsed >= TimeSpan.FromSeconds(500));
    }

    [Fact]
    public void Run_SpaceEnds_Exhausted()
    {
        var outcome = Run("grid", workers: 3, trials: 1000);

        Assert.Equal(StudyState.Exhausted, outcome.State);
        Assert.Equal(25, outcome.Trials.Length);
    }

    [Fact]
    public void Run_NoTimePasses_OrderOfAsking()
    {
        var outcome = new ReplayRunner(
            Create("random"), request => new ReplayedTrial(Evaluate(request), TimeSpan.Zero), new ReplayPlan { Seed = 1, Fidelity = new Fidelity(1), Trials = 20, Workers = 4 }).Run(CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 20).Select(number => (long)number), outcome.Trials.Select(trial => trial.Number));
        Assert.Equal(1, outcome.Busy);
    }

    [Fact]
    public void Run_CancelledOnItsWay_KeepsWhatEnded()
    {
        using var cancel = new CancellationTokenSource();
        var plan = new ReplayPlan { Seed = 1, Fidelity = new Fidelity(1), Trials = 20, Workers = 3 };

        var outcome = new ReplayRunner(Create("random"), request => new ReplayedTrial(Evaluate(request), TimeSpan.FromSeconds(1)), plan).Run(cancel.Token, ended =>
        {
            if (ended == 5)
            {
                cancel.Cancel();
            }
        });

        Assert.Equal((StudyState.Cancelled, 5), (outcome.State, outcome.Trials.Length));
    }

    [Fact]
    public void Run_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(() => new ReplayRunner(
        Create("random"), request => new ReplayedTrial(Evaluate(request), TimeSpan.Zero), new ReplayPlan { Seed = 1, Fidelity = new Fidelity(1), Trials = 20 }).Run(new CancellationToken(true)));

    [Fact]
    public void VirtualClock_MovedBack_Throws()
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        clock.MoveTo(TimeSpan.FromDays(7));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(7), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(7), clock.GetElapsedTime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(TimeSpan.FromDays(6)));
    }

    private static IEnumerable<string> Keys(ReplayOutcome outcome) => outcome.Trials.Select(trial => trial.Candidate.Key);

    private static ISearchAlgorithm Create(string name) => SearchAlgorithms.Create(name, new AlgorithmSettings { Space = Space, Objectives = [Trials.Loss, Trials.Cost] });

    /// <summary>Trainings of 1 to 20 seconds.</summary>
    private static ReplayOutcome Run(string name, int workers, int trials, TimeSpan? time = null) => new ReplayRunner(
        Create(name),
        request => new ReplayedTrial(Evaluate(request), TimeSpan.FromSeconds(1 + (request.Candidate.Number("width") * 31 % 20))),
        new ReplayPlan { Seed = 1, Fidelity = new Fidelity(1), Trials = trials, Workers = workers, Time = time ?? TimeSpan.MaxValue }).Run(CancellationToken.None);

    private static Evaluation Evaluate(TrialRequest request) => Evaluation.Of(
        (new Metric("loss", "", Direction.Minimize, Knowledge.Trained, ""), 1 / request.Candidate.Number("width")),
        (new Metric("cost", "", Direction.Minimize, Knowledge.Trained, ""), request.Candidate.Number("width") * request.Candidate.Number("depth")));
}
