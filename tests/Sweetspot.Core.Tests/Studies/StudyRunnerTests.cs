using System.Collections.Immutable;
using Sweetspot.TestKit;

namespace Sweetspot.Core.Tests;

public sealed partial class StudyRunnerTests : IAsyncDisposable
{
    private static readonly Objective Accuracy = Objective.On(Metrics.Accuracy);
    private static readonly Objective Parameters = Objective.On(Metrics.Parameters);

    private readonly SkippingTime _time = new();
    private readonly InMemoryStudyStore _store;

    public StudyRunnerTests() => _store = new(_time);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_BudgetOfTrials_SearchesVerifiesAndTrainsFinalists()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 10));

        Assert.Equal(StudyState.Done, outcome.State);
        Assert.Equal(10, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search));
        Assert.Single(outcome.Trials, trial => trial.Request.Purpose == TrialPurpose.Baseline);
        Assert.Equal(outcome.Finalists.Length * 5, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Verification));
        Assert.Equal(outcome.Finalists.Length, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Final));
        Assert.All(outcome.Trials, trial => Assert.Equal(TrialState.Completed, trial.State));
    }

    [Fact]
    public async Task Run_AnyStudy_ReportsNoMoreThanItsTotalAndCountsEachOnce()
    {
        var study = await CreateAsync();
        var reports = new List<StudyProgress>();

        await RunAsync(study, Plan(trials: 10), onProgress: reports.Add);

        Assert.All(reports, report => Assert.InRange(report.Done, 1, report.Total));
        Assert.All(reports.GroupBy(report => report.Phase), phase => Assert.Equal(Enumerable.Range(1, phase.Count()), phase.Select(report => report.Done)));
        Assert.All(reports.GroupBy(report => report.Phase), phase => Assert.Equal(phase.Last().Done, phase.Last().Total));
    }

    [Fact]
    public async Task Run_FinalistPruned_IsFinallyTrainedForBothMedians()
    {
        var study = await CreateAsync();
        int[] before = [2, 4, 6, 8, 10];
        int[] after = [10, 2, 3, 12, 1];

        var outcome = await RunAsync(study, Plan(trials: 4), evaluate: request => request.Fold is not { } fold ? Evaluate(request) : Evaluation.Of(
            (Metrics.Accuracy, 0.9), (Metrics.Parameters, 4), (Metrics.BestEpoch, before[fold] + after[fold]), (Metrics.DenseEpochs, before[fold])));

        Assert.All(outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Final), trial => Assert.Equal(new Fidelity(6 + 3, 6), trial.Request.Fidelity));
    }

    [Fact]
    public async Task Run_StoppedInTheFinals_ResumedLateFinishesWhatWasBegun()
    {
        var (study, plan) = (await CreateAsync(), Plan(trials: 10));
        using var cancel = new CancellationTokenSource();
        Evaluation Slowly(TrialRequest request)
        {
            if (request.Purpose == TrialPurpose.Final)
            {
                cancel.Cancel();
            }

            return Evaluate(request);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(study, plan, evaluate: Slowly, cancel: cancel));
        var clock = StudyClock.Parse(await _store.ReadAsync(StudyClock.KeyOf(study), Cancellation));
        await _store.WriteAsync(StudyClock.KeyOf(study), (clock with { Earlier = plan.TimeBudget }).ToString(), Cancellation); // no time is left

        var outcome = await RunAsync(study, plan);

        var verified = outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Select(trial => trial.Candidate).Distinct().ToList();
        Assert.Equal(6, verified.Count);
        Assert.All(verified, candidate => Assert.Contains(
            outcome.Trials, trial => trial.Request.Purpose == TrialPurpose.Final && trial.State == TrialState.Completed && trial.Candidate.Equals(candidate)));
        Assert.Equal(6, outcome.Finalists.Length);
    }

    [Fact]
    public async Task Run_OutOfTimeAndThenAQuickerFront_StaysEnded()
    {
        // The first trial is slow: nothing is left for more. Of the next two, already running, one is better and quick: there would be time again.
        var study = await CreateAsync();
        var plan = Plan(trials: 40) with { Workers = 2 };
        await _store.WriteAsync(StudyClock.KeyOf(study), (StudyClock.Zero with { Earlier = plan.TimeBudget / 2 }).ToString(), Cancellation);
        var (time, ended) = (new SkippingTime(), 0);
        void Until(Predicate<Trial> isTrue) => Assert.True(SpinWait.SpinUntil(() => _store.TrialsAsync(study, null, Cancellation).AsTask().Result.Any(trial => isTrue(trial)), TimeSpan.FromMinutes(1)));

        var outcome = await RunAsync(study, plan, evaluate: request =>
        {
            var number = Interlocked.Increment(ref ended);
            if (number is 2 or 3)
            {
                Until(trial => trial.State == TrialState.Abandoned); // the search is over: what waited was given up
            }

            time.Skip(TimeSpan.FromMinutes(1)); // what the finalists need is looked at once a second, or more rarely on a slow machine
            return Evaluation.Of(
                (Metrics.Accuracy, number == 1 ? 0.5 : 0.9), (Metrics.Parameters, number == 1 ? 10 : 5), (Metrics.BestEpoch, 2), (Metrics.TrainWallSeconds, number == 1 ? 500 : 0.001));
        }, workers: 2, time: time);

        Assert.Equal(StudyState.Done, outcome.State);
        Assert.True(outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search) < 10);
    }

    [Fact]
    public async Task Run_Again_DoesNothing()
    {
        var study = await CreateAsync();
        await RunAsync(study, Plan(trials: 8));

        var again = await RunAsync(study, Plan(trials: 8));

        Assert.False(again.DidWork);
        Assert.Equal(StudyState.Done, again.State);
    }

    [Fact]
    public async Task Run_LargerBudget_ExtendsAndEqualsOneRun()
    {
        var (short1, whole) = (await CreateAsync(), await CreateAsync());
        await RunAsync(short1, Plan(trials: 6));

        var extended = await RunAsync(short1, Plan(trials: 14));
        var once = await RunAsync(whole, Plan(trials: 14));

        Assert.True(extended.DidWork);
        Assert.Equal(Searched(once), Searched(extended));
    }

    [Fact]
    public async Task Run_SmallSpace_EndsExhausted()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 1000), high: 5);

        Assert.Equal(StudyState.Exhausted, outcome.State);
        Assert.Equal(5, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search));
    }

    [Fact]
    public async Task Run_NothingMoreToExpect_EndsConvergedAndNoLargerBudgetGoesOn()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 300), name: "auto");
        var again = await RunAsync(study, Plan(trials: 350), name: "auto");

        Assert.Equal(StudyState.Converged, outcome.State);
        Assert.InRange(outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search), 29, 200);
        Assert.NotEmpty(outcome.Finalists);
        Assert.Equal(StudyState.Converged, again.State);
        Assert.False(again.DidWork);
        Assert.Equal(outcome.Finalists, again.Finalists);
    }

    [Fact]
    public async Task Run_ConvergedBefore_GoesOnWhereItMayNotConverge()
    {
        var study = await CreateAsync();
        var converged = await RunAsync(study, Plan(trials: 300), name: "auto");

        var further = await RunAsync(study, Plan(trials: 300) with { EndsConverged = false }, name: "auto", without: [SearchPart.Converge]);

        Assert.Equal(StudyState.Done, further.State);
        Assert.Equal(300, further.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search));
        Assert.Equal(Searched(converged), Searched(further).Take(Searched(converged).Count));
    }

    [Fact]
    public async Task Run_Levels_StopsMostLowAndVerifiesWholeOnesOnly()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 60), name: "halving", levels: [new(1), new(3)], evaluate: request =>
            request.Fidelity.Epochs < 3 ? new Evaluation.Pruned("stopped after 1 of 3") { Metrics = Evaluate(request).Metrics } : Evaluate(request));

        Assert.InRange(outcome.Trials.Count(trial => trial.State == TrialState.Pruned), 30, 50);
        Assert.All(outcome.Finalists, number => Assert.Equal(3, outcome.Trials[(int)number].Request.Fidelity.Epochs));
        Assert.All(outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification), trial => Assert.Equal(3, trial.Request.Fidelity.Epochs));
    }

    [Theory]
    [InlineData("123 True False 60 456", false)]
    [InlineData("123 True False 60 456 True", true)]
    [InlineData("123 True False 60 456 True 3 400", true)]
    public void Parse_ClockWithAndWithoutConverged_ReadsBoth(string text, bool isConverged)
    {
        var clock = StudyClock.Parse(text);

        Assert.Equal(isConverged, clock.Converged);
        Assert.Equal(isConverged ? StudyState.Converged : StudyState.Done, clock.End);
        Assert.Equal(isConverged, clock.IsCoveredBy(Plan(trials: 100)));
        Assert.Equal(clock, StudyClock.Parse(clock.ToString()));
    }

    [Fact]
    public async Task Run_CancelledInTheMiddle_GoesOnWithTheSameHistory()
    {
        var (cut, whole) = (await CreateAsync(), await CreateAsync());
        using (var cancel = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(cut, Plan(trials: 20), onEnded: ended =>
            {
                if (ended == 9)
                {
                    cancel.Cancel();
                }
            }, cancel: cancel));
        }

        var resumed = await RunAsync(cut, Plan(trials: 20));
        var once = await RunAsync(whole, Plan(trials: 20));

        Assert.Equal(Searched(once), Searched(resumed));
    }

    [Fact]
    public async Task Run_EveryTrialDiverges_IsNothingCompleted()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 4) with { Baseline = null }, evaluate: _ => new Evaluation.Diverged("loss is NaN at step 3"));

        Assert.Equal(StudyState.NothingCompleted, outcome.State);
        Assert.Empty(outcome.Finalists);
        Assert.All(outcome.Trials, trial => Assert.Equal(TrialState.Diverged, trial.State));
    }

    [Fact]
    public async Task Run_NoWorkerCanGoOn_SaysWhy()
    {
        var study = await CreateAsync();

        var thrown = await Assert.ThrowsAsync<SweetspotException>(() => RunAsync(
            study, Plan(trials: 4), fault: new InvalidOperationException("worker 1 died three times: out of disk")));

        Assert.Contains("out of disk", thrown.Message, StringComparison.Ordinal);
    }

    private static List<(long, string)> Searched(StudyOutcome outcome) =>
        [.. outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search).Select((trial, index) => ((long)index, trial.Candidate.Key))];

    private async Task<long> CreateAsync() => (await _store.CreateAsync("test", Guid.NewGuid().ToString(), "{}", Cancellation)).Id;

    private static StudyPlan Plan(int trials) => new()
    {
        Seed = 137,
        Objectives = [Accuracy, Parameters],
        Constraints = [],
        Quality = Metrics.Accuracy,
        Fidelity = new Fidelity(3),
        Baseline = new Candidate([new("family", GeneValue.Of("linear"))]),
        Folds = 5,
        TrialBudget = trials,
        TimeBudget = TimeSpan.FromHours(1),
        Workers = 1,
    };

    private async Task<StudyOutcome> RunAsync(
        long study, StudyPlan plan, int high = 400, Func<TrialRequest, Evaluation>? evaluate = null, Exception? fault = null,
        Action<int>? onEnded = null, CancellationTokenSource? cancel = null, int workers = 0, TimeProvider? time = null,
        Action<StudyProgress>? onProgress = null, string name = "nsga2", Fidelity[]? levels = null, ImmutableHashSet<SearchPart>? without = null,
        TimeSpan before = default, Action? meter = null)
    {
        var space = new FeasibleSpace(new SearchSpace([new IntegerGene("width", 1, high)]), []);
        var algorithm = SearchAlgorithms.Create(name, new AlgorithmSettings
        {
            Space = space,
            Objectives = plan.Objectives,
            Seed = plan.Seed,
            PopulationSize = 4,
            Fidelities = levels ?? [],
            Without = without ?? [],
            Recommend = trials => trials.FirstOrDefault(trial => trial.Value(Accuracy.Name) > 0.9)?.Candidate,
        });
        var ended = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel?.Token ?? Cancellation, Cancellation);
        var runner = new StudyRunner(
            _store, study, plan, algorithm, new NoMeter(meter),
            (trials, verified, count) =>
                [.. ParetoFront.Of(trials, plan.Objectives).Trials.Where(trial => !verified.Any(known => known.Candidate.Equals(trial.Candidate))).Take(count)],
            () => fault, new Reporter(value =>
            {
                onProgress?.Invoke(value);
                onEnded?.Invoke(++ended);
            }), time ?? TimeProvider.System)
        {
            Began = (time ?? TimeProvider.System).GetTimestamp() - (long)(before.TotalSeconds * TimeProvider.System.TimestampFrequency),
        };
        var worker = Task.CompletedTask;
        try
        {
            return await runner.RunAsync(
                () =>
                {
                    worker = fault is not null ? worker
                        : workers > 0 ? Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(study, evaluate ?? Evaluate, stop.Token), CancellationToken.None)))
                        : WorkAsync(study, evaluate ?? Evaluate, stop.Token);
                    return Task.CompletedTask;
                },
                stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await worker;
        }
    }

    private async Task WorkAsync(long study, Func<TrialRequest, Evaluation> evaluate, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await _store.ClaimAsync(study, "worker", TimeSpan.FromMinutes(1), CancellationToken.None) is { } trial)
            {
                await _store.FinishAsync(study, trial.Number, trial.Attempt, evaluate(trial.Request), CancellationToken.None);
            }
            else
            {
                await Task.Yield();
            }
        }
    }

    private static Evaluation Evaluate(TrialRequest request)
    {
        var width = request.Candidate.Number("width", 1);
        return Evaluation.Of((Metrics.Accuracy, 1 - (1 / (1 + width))), (Metrics.Parameters, width * width), (Metrics.BestEpoch, 2));
    }

    private sealed class NoMeter(Action? onMeasuring) : IShapeMeter
    {
        public ValueTask<IReadOnlyDictionary<string, Measurement>> MeasureAsync(Candidate candidate, CancellationToken cancellationToken)
        {
            onMeasuring?.Invoke();
            return new(ImmutableDictionary<string, Measurement>.Empty);
        }
    }

    private sealed class Reporter(Action<StudyProgress> onEnded) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => onEnded(value);
    }
}
