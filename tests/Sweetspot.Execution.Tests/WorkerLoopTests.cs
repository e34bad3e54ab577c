using Microsoft.Extensions.Time.Testing;
using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Execution.Tests;

public sealed class WorkerLoopTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly InMemoryStudyStore _store;
    private WorkerOptions _options = new() { RetryEvery = TimeSpan.Zero };

    public WorkerLoopTests() => _store = new InMemoryStudyStore(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Run_WaitingTrials_AllEndWithTheirValues()
    {
        var study = await StudyAsync(3);

        var trials = await RunToEndAsync(study, _store, new Evaluator((request, _) => Requests.Done(request.Candidate.Number("x"))));

        Assert.Equal([0.0, 1.0, 2.0], trials.Select(trial => trial.Value("loss")));
        Assert.All(trials, trial => Assert.Equal(TrialState.Completed, trial.State));
    }

    [Fact]
    public async Task Run_EvaluatorThrows_TrialFailsAndTheNextRuns()
    {
        var study = await StudyAsync(3);

        var trials = await RunToEndAsync(study, _store, new Evaluator((request, _) => request.Candidate.Number("x") switch
        {
            0 => throw new InvalidDataException("row 7 is short"),
            1 => throw new InvalidOperationException("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            _ => Requests.Done(1),
        }));

        Assert.Equal([TrialState.Failed, TrialState.Failed, TrialState.Completed], trials.Select(trial => trial.State));
        Assert.Equal("InvalidDataException: row 7 is short", trials[0].Reason);
        Assert.Equal(
            "out of memory ([enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes); " +
            "limit the size or lower the batch",
            trials[1].Reason);
    }

    [Fact]
    public async Task Run_MetricNotFinite_TrialDivergesAndKeepsTheRest()
    {
        var study = await StudyAsync(1);
        var half = new Evaluation.Completed
        {
            Metrics = Requests.Done(0.5).Metrics.Add("accuracy", Metrics.Accuracy.Measured(double.NaN, "")),
        };

        var trials = await RunToEndAsync(study, _store, new Evaluator((_, _) => half));

        Assert.Equal((TrialState.Diverged, "accuracy is NaN", 0.5), (trials[0].State, trials[0].Reason, trials[0].Value("loss")));
        Assert.Null(trials[0].Value("accuracy"));
    }

    [Fact]
    public async Task Run_StoreBusyForAMoment_ResultIsKept()
    {
        var study = await StudyAsync(1);
        var faults = new Queue<Exception>([FaultyStore.Transient(), FaultyStore.Transient()]);
        var store = FaultyStore.Of(_store, member => member is "FinishAsync" && faults.TryDequeue(out var fault) ? fault : null);

        var trials = await RunToEndAsync(study, store, new Evaluator((_, _) => Requests.Done(1)));

        Assert.Empty(faults);
        Assert.Equal(TrialState.Completed, trials[0].State);
    }

    [Fact]
    public async Task Run_StoreBusyForever_GivesUpWithItsReason()
    {
        var study = await StudyAsync(1);
        var store = FaultyStore.Of(_store, member => member is "FinishAsync" ? FaultyStore.Transient() : null);

        var exception = await Assert.ThrowsAsync<StudyStoreException>(() =>
            Loop(store, new Evaluator((_, _) => Requests.Done(1)), study).RunAsync(_stop.Token));

        Assert.Equal("busy", exception.Message);
    }

    [Fact]
    public async Task Run_Cancelled_GivesTheTrialBackAndReturns()
    {
        var study = await StudyAsync(1);
        var evaluator = new Evaluator();
        var run = Loop(_store, evaluator, study).RunAsync(_stop.Token);
        await evaluator.Began.WaitAsync(Cancel);

        await _stop.CancelAsync();
        await run;

        var trial = await OnlyAsync(study);
        Assert.Equal((TrialState.Waiting, 1), (trial.State, trial.Attempt));
    }

    [Fact]
    public async Task Run_CancelledAsItEnds_KeepsTheResult()
    {
        var study = await StudyAsync(1);

        await Loop(_store, new Evaluator((_, _) =>
        {
            _stop.Cancel();
            return Requests.Done(2);
        }), study).RunAsync(_stop.Token);

        Assert.Equal(TrialState.Completed, (await OnlyAsync(study)).State);
    }

    [Fact]
    public async Task Run_LongTrial_RenewsItsLeaseThroughFaults()
    {
        var study = await StudyAsync(1);
        var renewals = 0;
        var store = FaultyStore.Of(
            _store, member => member is "RenewAsync" && Interlocked.Increment(ref renewals) % 2 == 0 ? FaultyStore.Transient() : null);
        var evaluator = new Evaluator();
        var run = Loop(store, evaluator, study).RunAsync(_stop.Token);
        await evaluator.Began.WaitAsync(Cancel);

        await Eventually.TrueAsync(() =>
        {
            _time.Advance(_options.RenewEvery);
            return Volatile.Read(ref renewals) >= 20;
        });
        Assert.False(evaluator.WasStopped);
        evaluator.End(Requests.Done(1));
        await Eventually.TrueAsync(async () => (await OnlyAsync(study)).HasEnded);
        Assert.Equal(1, (await OnlyAsync(study)).Attempt);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_LeaseLost_StopsAndRecordsNothing()
    {
        var study = await StudyAsync(1);
        var evaluator = new Evaluator();
        var run = Loop(_store, evaluator, study).RunAsync(_stop.Token);
        await evaluator.Began.WaitAsync(Cancel);
        await _store.ExpireAsync(study, 3, "w", Cancel);
        await _store.ClaimAsync(study, "other", TimeSpan.FromHours(9), Cancel);

        await Eventually.TrueAsync(() =>
        {
            _time.Advance(_options.RenewEvery);
            return evaluator.WasStopped;
        });
        await _stop.CancelAsync();
        await run;

        var trial = await OnlyAsync(study);
        Assert.Equal((TrialState.Running, 2), (trial.State, trial.Attempt));
    }

    [Fact]
    public async Task Run_BeyondItsLimit_TrialTimesOut()
    {
        _options = _options with { TrialLimit = TimeSpan.FromMinutes(2) };
        var study = await StudyAsync(1);
        var evaluator = new Evaluator();
        var run = Loop(_store, evaluator, study).RunAsync(_stop.Token);
        await evaluator.Began.WaitAsync(Cancel);

        _time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(async () => (await OnlyAsync(study)).HasEnded);
        await _stop.CancelAsync();
        await run;

        var trial = await OnlyAsync(study);
        Assert.Equal((TrialState.TimedOut, "ran beyond its limit of 120 s"), (trial.State, trial.Reason));
    }

    private WorkerLoop Loop(IStudyStore store, IEvaluator evaluator, long study) => new(store, evaluator, study, "w", _options, _time);

    private async Task<long> StudyAsync(int trials)
    {
        var study = await _store.CreateAsync("digits", "abc", "{}", Cancel);
        await _store.EnqueueAsync(study.Id, Requests.Many(trials), Cancel);
        return study.Id;
    }

    private async Task<Trial> OnlyAsync(long study) => Assert.Single(await _store.TrialsAsync(study, null, Cancel));

    private async Task<IReadOnlyList<Trial>> RunToEndAsync(long study, IStudyStore store, IEvaluator evaluator)
    {
        var run = Loop(store, evaluator, study).RunAsync(_stop.Token);
        await Eventually.TrueAsync(async () => run.IsCompleted || (await _store.TrialsAsync(study, null, Cancel)).All(trial => trial.HasEnded));
        await _stop.CancelAsync();
        await run;
        return await _store.TrialsAsync(study, null, Cancel);
    }

    /// <summary>Answers at once, or waits for the test or its own end.</summary>
    private sealed class Evaluator(Func<TrialRequest, CancellationToken, Evaluation>? answer = null) : IEvaluator
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Evaluation> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public bool WasStopped { get; private set; }

        public void End(Evaluation evaluation) => _ended.SetResult(evaluation);

        public async ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken)
        {
            _began.TrySetResult();
            try
            {
                return answer is null ? await _ended.Task.WaitAsync(cancellationToken) : answer(request, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasStopped = true;
                throw;
            }
        }
    }
}
