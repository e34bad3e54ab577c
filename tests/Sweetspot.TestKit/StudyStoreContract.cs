using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>What every store promises. A test class of a store inherits these facts.</summary>
public abstract class StudyStoreContract
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    /// <summary>The clock of every store opened here.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens one more connection to the test's own store.</summary>
    protected abstract ValueTask<IStudyStore> OpenAsync();

    [Fact]
    public async Task Create_NewStudy_IsFoundByIdentity()
    {
        await using var store = await OpenAsync();

        var study = await store.CreateAsync("digits", "abc", """{"x":1}""", Cancel);

        Assert.Equal(new StudyRecord(study.Id, "digits", "abc", """{"x":1}""", StudyState.Running, Time.GetUtcNow()), study);
        Assert.Equal(study, await store.FindAsync("abc", Cancel));
        Assert.Null(await store.FindAsync("abd", Cancel));
    }

    [Fact]
    public async Task Find_TwoOfOneIdentity_GivesTheNewest()
    {
        await using var store = await OpenAsync();
        var first = await store.CreateAsync("digits", "abc", "{}", Cancel);
        var second = await store.CreateAsync("digits", "abc", "{}", Cancel);

        Assert.Equal(second, await store.FindAsync("abc", Cancel));
        Assert.Equal([second, first], await store.StudiesAsync(Cancel));
    }

    [Fact]
    public async Task Enqueue_EpochsBeforePruning_AreKept()
    {
        await using var store = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        TrialRequest[] requests = [Requests.Of(1) with { Fidelity = new Fidelity(9, 7) }, Requests.Of(2)];

        await store.EnqueueAsync(study, requests, Cancel);

        Assert.Equal(requests, (await store.TrialsAsync(study, null, Cancel)).Select(trial => trial.Request));
        Assert.Equal(new Fidelity(9, 7), (await store.ClaimAsync(study, "worker", s_lease, Cancel))!.Request.Fidelity);
    }

    [Fact]
    public async Task SetState_OfStudy_IsKept()
    {
        await using var store = await OpenAsync();
        var study = await store.CreateAsync("digits", "abc", "{}", Cancel);

        await store.SetStateAsync(study.Id, StudyState.NothingFeasible, Cancel);

        Assert.Equal(StudyState.NothingFeasible, (await store.FindAsync("abc", Cancel))!.State);
    }

    [Fact]
    public async Task AnyMember_UnknownStudy_SaysSo()
    {
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<StudyStoreException>(async () => await store.EnqueueAsync(77, Requests.Many(1), Cancel));
        await Assert.ThrowsAsync<StudyStoreException>(async () => await store.SetStateAsync(77, StudyState.Done, Cancel));
        var exception = await Assert.ThrowsAsync<StudyStoreException>(async () => await store.LockAsync(77, Cancel));
        Assert.EndsWith(": there is no study 77", exception.Message);
    }

    [Fact]
    public async Task Lock_Held_SecondIsTurnedAwayUntilItIsFree()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();
        var study = (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;
        var held = await store.LockAsync(study, Cancel);

        var busy = await Assert.ThrowsAsync<StudyBusyException>(async () => await other.LockAsync(study, Cancel));
        await held.DisposeAsync();
        await using var again = await other.LockAsync(study, Cancel);

        Assert.Equal(Environment.ProcessId, busy.ProcessId);
        Assert.Equal(
            $"study \"digits\" is being run by process {Environment.ProcessId}; wait for it, stop it, or look with: sweetspot show", busy.Message);
    }

    [Fact]
    public async Task FindOrCreate_TwiceAtOnce_IsOneStudy()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();

        var records = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).FindOrCreateAsync("digits", "same", "{}", Cancel).AsTask(), Cancel)));

        Assert.Single(records.Select(record => record.Id).Distinct());
        Assert.NotEqual(records[0].Id, (await store.CreateAsync("digits", "same", "{}", Cancel)).Id);
    }

    [Fact]
    public async Task IsLocked_Looked_SaysWhetherACoordinatorHoldsItAndTakesNothing()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);

        var never = await store.IsLockedAsync(study, Cancel);
        var held = await store.LockAsync(study, Cancel);
        var during = await store.IsLockedAsync(study, Cancel);
        await held.DisposeAsync();
        var after = await store.IsLockedAsync(study, Cancel);
        await using var again = await store.LockAsync(study, Cancel);

        Assert.Equal((false, true, false), (never, during, after));
    }

    [Fact]
    public async Task Lock_OfOneStudy_LeavesOthersFree()
    {
        await using var store = await OpenAsync();
        await using var first = await store.LockAsync(await StudyAsync(store), Cancel);
        await using var second = await store.LockAsync(await StudyAsync(store), Cancel);

        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task Enqueue_NewRequests_AreNumberedFromZeroAndWait()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);

        await store.EnqueueAsync(study, Requests.Many(2), Cancel);
        var trials = await store.EnqueueAsync(study, [Requests.Of(7), Requests.Of(8)], Cancel);

        Assert.Equal([2, 3], trials.Select(trial => trial.Number));
        Assert.All(trials, trial => Assert.Equal((TrialState.Waiting, 0, null), (trial.State, trial.Attempt, trial.Sequence)));
        Assert.Equal([0, 1, 2, 3], (await store.TrialsAsync(study, null, Cancel)).Select(trial => trial.Number));
    }

    [Fact]
    public async Task Enqueue_ExistingRequest_IsReturnedAsItStands()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(2), Cancel);
        await EndNextAsync(store, study, 0.5);

        var trials = await store.EnqueueAsync(study, [Requests.Of(9), Requests.Of(0), Requests.Of(9)], Cancel);

        Assert.Equal([2, 0, 2], trials.Select(trial => trial.Number));
        Assert.Equal((TrialState.Completed, 0.5), (trials[1].State, trials[1].Value("loss")));
        Assert.Equal(3, (await store.TrialsAsync(study, null, Cancel)).Count);
    }

    [Fact]
    public async Task Enqueue_OtherSeedFoldPurposeOrEpochs_IsAnotherTrial()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);

        var trials = await store.EnqueueAsync(
            study,
            [
                Requests.Of(1), Requests.Of(1, seed: ulong.MaxValue), Requests.Of(1, fold: 0), Requests.Of(1, fold: 1), Requests.Of(1, epochs: 4),
                Requests.Of(1, purpose: TrialPurpose.Verification),
            ],
            Cancel);

        Assert.Equal([0, 1, 2, 3, 4, 5], trials.Select(trial => trial.Number));
    }

    [Fact]
    public async Task Enqueue_OneRequestInTwoStudies_IsATrialOfEach()
    {
        await using var store = await OpenAsync();
        var (first, second) = (await StudyAsync(store), await StudyAsync(store));
        await store.EnqueueAsync(first, Requests.Many(3), Cancel);

        var trials = await store.EnqueueAsync(second, Requests.Many(1), Cancel);

        Assert.Equal(0, trials[0].Number);
        Assert.Single(await store.TrialsAsync(second, null, Cancel));
    }

    [Fact]
    public async Task Claim_Waiting_TakesTheSmallestNumberAndRaisesTheAttempt()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(2), Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));

        var first = await store.ClaimAsync(study, "a", s_lease, Cancel);
        var second = await store.ClaimAsync(study, "b", s_lease, Cancel);

        Assert.Equal((0, TrialState.Running, 1, Time.GetUtcNow()), (first!.Number, first.State, first.Attempt, first.Started));
        Assert.Equal(1, second!.Number);
        Assert.Null(await store.ClaimAsync(study, "a", s_lease, Cancel));
    }

    [Fact]
    public async Task Claim_ByNumber_TakesThatOneOnlyWhileItWaits()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(3), Cancel);

        var claimed = await store.ClaimAsync(study, 1, "coordinator", s_lease, Cancel);

        Assert.Equal((1, TrialState.Running, 1), (claimed!.Number, claimed.State, claimed.Attempt));
        Assert.Null(await store.ClaimAsync(study, 1, "coordinator", s_lease, Cancel));
        Assert.Null(await store.ClaimAsync(study, 99, "coordinator", s_lease, Cancel));
    }

    [Fact]
    public async Task Finish_Completed_KeepsEverythingAndNumbersTheEnding()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        var claimed = await store.ClaimAsync(study, "a", s_lease, Cancel);
        Time.Advance(TimeSpan.FromSeconds(5));
        var evaluation = new Evaluation.Completed
        {
            Metrics = Requests.Done(0.25).Metrics.Add("accuracy", Metrics.Accuracy.Measured(1d / 3, "3 seeds (fold 1)", 1e-300)),
            Curve = [new CurvePoint(1, 2.5, null, 0.1, 0.2), new CurvePoint(2, null, 1e-9, null, null)],
            Scores = [new ExampleScore(12, 1), new ExampleScore(3, -0.1f), new ExampleScore(int.MaxValue, float.MinValue)],
        };

        Assert.True(await store.FinishAsync(study, 0, claimed!.Attempt, evaluation, Cancel));

        var trial = Assert.Single(await store.TrialsAsync(study, null, Cancel));
        Assert.Equal((TrialState.Completed, 1L, null, Time.GetUtcNow()), (trial.State, trial.Sequence, trial.Reason, trial.Finished));
        Assert.Equal(evaluation.Metrics.OrderBy(pair => pair.Key), trial.Metrics.OrderBy(pair => pair.Key));
        Assert.Equal(evaluation.Curve, trial.Curve);
        Assert.Equal(evaluation.Scores, await store.ScoresAsync(study, 0, Cancel));
    }

    [Fact]
    public async Task Finish_ClassesOfAMeasurement_ReadBackTheSame()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        var claimed = await store.ClaimAsync(study, "a", s_lease, Cancel);
        ClassHits[] classes = [new("stop, \"now\"", 30, 36), new("8", 4, 8, 2)];
        var recall = Metrics.WorstClassRecall.Measured(0.5, "90 validation rows", 0.1) with { Classes = classes };

        await store.FinishAsync(study, 0, claimed!.Attempt, new Evaluation.Completed { Metrics = Requests.Done(0.25).Metrics.Add("worst_class_recall", recall) }, Cancel);

        Assert.Equal(classes, Assert.Single(await store.TrialsAsync(study, null, Cancel)).Metrics["worst_class_recall"].Classes);
    }

    [Fact]
    public async Task Finish_EachKind_KeepsStateAndReason()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        Evaluation[] kinds =
        [
            new Evaluation.Pruned("worse than the median"), new Evaluation.Infeasible("parameters 3 > 2"), new Evaluation.Diverged("loss is NaN"),
            new Evaluation.Failed("out of memory"), new Evaluation.TimedOut(TimeSpan.FromSeconds(9)),
        ];
        await store.EnqueueAsync(study, Requests.Many(kinds.Length), Cancel);

        foreach (var kind in kinds)
        {
            var trial = await store.ClaimAsync(study, "a", s_lease, Cancel);
            await store.FinishAsync(study, trial!.Number, trial.Attempt, kind, Cancel);
        }

        var trials = await store.TrialsAsync(study, null, Cancel);
        Assert.Equal(kinds.Select(kind => (kind.State, kind.Reason)), trials.Select(trial => (trial.State, trial.Reason)));
        Assert.All(trials, trial => Assert.True(trial.HasEnded));
        Assert.Empty(await store.ScoresAsync(study, 0, Cancel));
    }

    [Fact]
    public async Task Trials_AfterSequence_ComeInOrderOfEnding()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(4), Cancel);
        foreach (var number in (long[])[2, 0, 3])
        {
            await store.ClaimAsync(study, number, "a", s_lease, Cancel);
            await store.FinishAsync(study, number, 1, Requests.Done(number), Cancel);
        }

        var all = await store.TrialsAsync(study, 0, Cancel);
        var later = await store.TrialsAsync(study, 1, Cancel);

        Assert.Equal([(2, 1L), (0, 2L), (3, 3L)], all.Select(trial => (trial.Number, trial.Sequence)));
        Assert.Equal([0, 3], later.Select(trial => trial.Number));
        Assert.Empty(await store.TrialsAsync(study, 3, Cancel));
    }

    [Fact]
    public async Task Finish_Twice_SecondChangesNothing()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(2), Cancel);
        await EndNextAsync(store, study, 0.5);

        Assert.False(await store.FinishAsync(study, 0, 1, Requests.Done(0.1), Cancel));

        Assert.Equal(0.5, (await store.TrialsAsync(study, 0, Cancel))[0].Value("loss"));
        await EndNextAsync(store, study, 0.7);
        Assert.Equal([1, 2], (await store.TrialsAsync(study, 0, Cancel)).Select(trial => trial.Sequence));
    }

    [Fact]
    public async Task Renew_CurrentAttempt_KeepsTheLease()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", s_lease, Cancel);
        Time.Advance(s_lease / 2);

        Assert.True(await store.RenewAsync(study, 0, 1, s_lease, Cancel));

        Time.Advance(s_lease * 0.75);
        Assert.Equal(0, await store.ExpireAsync(study, 3, null, Cancel));
        Time.Advance(s_lease * 0.25);
        Assert.Equal(1, await store.ExpireAsync(study, 3, null, Cancel));
    }

    [Fact]
    public async Task Renew_AnotherAttemptRuns_IsRefused()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await LoseLeaseAsync(store, study);

        Assert.False(await store.RenewAsync(study, 0, 1, s_lease, Cancel));
        await store.ClaimAsync(study, "b", s_lease, Cancel);

        Assert.False(await store.RenewAsync(study, 0, 1, s_lease, Cancel));
        Assert.True(await store.RenewAsync(study, 0, 2, s_lease, Cancel));
        await store.FinishAsync(study, 0, 2, Requests.Done(1), Cancel);
        Assert.False(await store.RenewAsync(study, 0, 2, s_lease, Cancel));
    }

    [Fact]
    public async Task Expire_AttemptsUsedUp_TrialIsLostNotFailed()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await LoseLeaseAsync(store, study);
        await store.ClaimAsync(study, "b", s_lease, Cancel);
        Time.Advance(s_lease);

        Assert.Equal(1, await store.ExpireAsync(study, 2, null, Cancel));

        var trial = (await store.TrialsAsync(study, null, Cancel))[0];
        Assert.Equal((TrialState.Lost, 1L, 2, Time.GetUtcNow()), (trial.State, trial.Sequence, trial.Attempt, trial.Finished));
        Assert.Equal("its worker died or lost its lease, 2 times", trial.Reason);
        Assert.Null(await store.ClaimAsync(study, "c", s_lease, Cancel));
    }

    [Fact]
    public async Task Expire_AfterReleases_CountsOnlyAttemptsThatDied()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await store.ClaimAsync(study, "a", s_lease, Cancel);
            await store.ReleaseAsync(study, 0, attempt, Cancel);
        }

        await store.ClaimAsync(study, "a", s_lease, Cancel);
        await store.ExpireAsync(study, 3, "a", Cancel);

        Assert.Equal(TrialState.Waiting, (await store.TrialsAsync(study, null, Cancel))[0].State);
    }

    [Fact]
    public async Task Expire_ByOwner_TakesOnlyItsTrialsAndAtOnce()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(2), Cancel);
        await store.ClaimAsync(study, "dead", s_lease, Cancel);
        await store.ClaimAsync(study, "alive", s_lease, Cancel);

        Assert.Equal(1, await store.ExpireAsync(study, 3, "dead", Cancel));

        Assert.Equal([TrialState.Waiting, TrialState.Running], (await store.TrialsAsync(study, null, Cancel)).Select(trial => trial.State));
    }

    [Fact]
    public async Task Expire_StoreClosedByADyingProcess_TrialRunsAgain()
    {
        var dying = await OpenAsync();
        var study = await StudyAsync(dying);
        await dying.EnqueueAsync(study, Requests.Many(1), Cancel);
        await dying.ClaimAsync(study, "dead", s_lease, Cancel);
        await dying.DisposeAsync();

        await using var store = await OpenAsync();
        Assert.Equal(1, await store.ExpireAsync(study, 3, "dead", Cancel));

        var again = await store.ClaimAsync(study, "new", s_lease, Cancel);
        Assert.Equal((0, 2), (again!.Number, again.Attempt));
    }

    [Fact]
    public async Task LateResult_TrialWaitsAgain_IsAccepted()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await LoseLeaseAsync(store, study);

        Assert.True(await store.FinishAsync(study, 0, 1, Requests.Done(0.4), Cancel));

        Assert.Equal(TrialState.Completed, (await store.TrialsAsync(study, 0, Cancel))[0].State);
        Assert.Null(await store.ClaimAsync(study, "b", s_lease, Cancel));
    }

    [Fact]
    public async Task LateResult_TrialRunsElsewhere_FirstToEndCounts()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await LoseLeaseAsync(store, study);
        await store.ClaimAsync(study, "b", s_lease, Cancel);

        Assert.True(await store.FinishAsync(study, 0, 1, Requests.Done(0.4), Cancel));
        Assert.False(await store.FinishAsync(study, 0, 2, Requests.Done(0.3), Cancel));

        Assert.Equal(0.4, Assert.Single(await store.TrialsAsync(study, 0, Cancel)).Value("loss"));
    }

    [Fact]
    public async Task LateResult_TrialLost_IsAcceptedInANewPlace()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", s_lease, Cancel);
        await store.ExpireAsync(study, 1, "a", Cancel);
        Assert.Equal(TrialState.Lost, Assert.Single(await store.TrialsAsync(study, 0, Cancel)).State);

        Assert.True(await store.FinishAsync(study, 0, 1, Requests.Done(0.4), Cancel));

        var trial = Assert.Single(await store.TrialsAsync(study, 1, Cancel));
        Assert.Equal((TrialState.Completed, 2L, null), (trial.State, trial.Sequence, trial.Reason));
    }

    [Fact]
    public async Task Finish_TrialThatIsNotThere_IsADuplicate()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);

        Assert.False(await store.FinishAsync(study, 5, 1, Requests.Done(0.4), Cancel));
        Assert.Empty(await store.TrialsAsync(study, null, Cancel));
    }

    [Fact]
    public async Task Release_Running_WaitsAgainAndKeepsItsAttempt()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", s_lease, Cancel);

        await store.ReleaseAsync(study, 0, 1, Cancel);
        var again = await store.ClaimAsync(study, "b", s_lease, Cancel);
        await store.ReleaseAsync(study, 0, 1, Cancel);

        Assert.Equal(2, again!.Attempt);
        Assert.Equal(TrialState.Running, (await store.TrialsAsync(study, null, Cancel))[0].State);
    }

    [Fact]
    public async Task Abandon_WaitingOfAPurpose_AndReviveBringsThemBack()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, [Requests.Of(0), Requests.Of(1), Requests.Of(2, purpose: TrialPurpose.Verification)], Cancel);
        await store.ClaimAsync(study, "a", s_lease, Cancel);

        Assert.Equal(1, await store.AbandonAsync(study, TrialPurpose.Search, "budget used up", Cancel));
        var abandoned = (await store.TrialsAsync(study, null, Cancel))[1];
        Assert.Equal((TrialState.Abandoned, "budget used up", null), (abandoned.State, abandoned.Reason, abandoned.Sequence));
        Assert.Equal(2, (await store.ClaimAsync(study, "b", s_lease, Cancel))!.Number);

        Assert.Equal(1, await store.ReviveAsync(study, TrialPurpose.Search, Cancel));
        var revived = await store.ClaimAsync(study, "b", s_lease, Cancel);
        Assert.Equal((1, null, null), (revived!.Number, revived.Reason, revived.Finished));
    }

    [Fact]
    public async Task Counts_OfStudy_ByState()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(4), Cancel);
        await EndNextAsync(store, study, 1);
        await store.ClaimAsync(study, "a", s_lease, Cancel);

        var counts = await store.CountsAsync(study, Cancel);

        Assert.Equal(
            [(TrialState.Waiting, 2), (TrialState.Running, 1), (TrialState.Completed, 1)],
            counts.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Memo_Written_ReadsBackTheLatest()
    {
        await using var store = await OpenAsync();

        Assert.Null(await store.ReadAsync("peak", Cancel));
        await store.WriteAsync("peak", "1", Cancel);
        await store.WriteAsync("peak", "2 \u00e9", Cancel);

        Assert.Equal("2 \u00e9", await store.ReadAsync("peak", Cancel));
    }

    [Fact]
    public async Task Candidate_AllKindsOfValues_ReadsBackTheSame()
    {
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        KeyValuePair<string, GeneValue>[] genes =
        [
            new("width", GeneValue.Of(64)), new("rate", GeneValue.Of(0.1 + 0.2)), new("tiny", GeneValue.Of(double.Epsilon)),
            new("big", GeneValue.Of(double.MaxValue)), new("word", GeneValue.Of("64")), new("a \"quoted\" näme", GeneValue.Of("a=b c")),
        ];
        var request = new TrialRequest(new Candidate(genes, [new("twice", GeneValue.Of(128))]), new Fidelity(27), ulong.MaxValue - 1, Fold: 4);

        await store.EnqueueAsync(study, [request], Cancel);

        var read = (await store.TrialsAsync(study, null, Cancel))[0].Request;
        Assert.Equal(request, read);
        Assert.Equal(request.Candidate.Genes, read.Candidate.Genes);
        Assert.Equal(request.Candidate.Derived, read.Candidate.Derived);
    }

    [Fact]
    public async Task Claim_ManyWorkers_NoTrialTwiceAndEndingsWithoutGaps()
    {
        const int trials = 500;
        await using var store = await OpenAsync();
        var study = await StudyAsync(store);
        await store.EnqueueAsync(study, Requests.Many(trials), Cancel);
        var claimed = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => WorkAsync(study, $"w{worker}", claimed), Cancel)));

        Assert.Equal(Enumerable.Range(0, trials).Select(number => (long)number), claimed.Order());
        Assert.Equal(
            Enumerable.Range(1, trials).Select(sequence => (long?)sequence),
            (await store.TrialsAsync(study, 0, Cancel)).Select(trial => trial.Sequence));
    }

    private static async ValueTask<long> StudyAsync(IStudyStore store) => (await store.CreateAsync("digits", "abc", "{}", Cancel)).Id;

    private static async ValueTask EndNextAsync(IStudyStore store, long study, double loss)
    {
        var trial = await store.ClaimAsync(study, "a", s_lease, Cancel);
        await store.FinishAsync(study, trial!.Number, trial.Attempt, Requests.Done(loss), Cancel);
    }

    private async ValueTask LoseLeaseAsync(IStudyStore store, long study)
    {
        await store.EnqueueAsync(study, Requests.Many(1), Cancel);
        await store.ClaimAsync(study, "a", s_lease, Cancel);
        Time.Advance(s_lease);
        await store.ExpireAsync(study, 3, null, Cancel);
    }

    private async Task WorkAsync(long study, string owner, ConcurrentBag<long> claimed)
    {
        await using var store = await OpenAsync();
        while (await store.ClaimAsync(study, owner, s_lease, Cancel) is { } trial)
        {
            claimed.Add(trial.Number);
            Assert.True(await store.FinishAsync(study, trial.Number, trial.Attempt, Requests.Done(trial.Number), Cancel));
        }
    }
}
