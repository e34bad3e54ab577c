using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>A store that keeps the contract and forgets everything with the process.</summary>
public sealed class InMemoryStudyStore(TimeProvider time) : IStudyStore
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _studies = [];
    private readonly Dictionary<string, string> _memo = new(StringComparer.Ordinal);

    public ValueTask<StudyRecord?> FindAsync(string identity, CancellationToken cancellationToken) =>
        Do(() => _studies.FindLast(entry => entry.Record.Identity == identity)?.Record, cancellationToken);

    public ValueTask<IReadOnlyList<StudyRecord>> StudiesAsync(CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StudyRecord>>(() => [.. _studies.Select(entry => entry.Record).Reverse()], cancellationToken);

    public ValueTask<StudyRecord> FindOrCreateAsync(string name, string identity, string definition, CancellationToken cancellationToken) => Do(
        () => _studies.FindLast(entry => entry.Record.Identity == identity)?.Record ?? Create(name, identity, definition), cancellationToken);

    public ValueTask<StudyRecord> CreateAsync(string name, string identity, string definition, CancellationToken cancellationToken) =>
        Do(() => Create(name, identity, definition), cancellationToken);

    private StudyRecord Create(string name, string identity, string definition)
    {
        var record = new StudyRecord(_studies.Count + 1, name, identity, definition, StudyState.Running, time.GetUtcNow());
        _studies.Add(new Entry { Record = record });
        return record;
    }

    public async ValueTask SetStateAsync(long study, StudyState state, CancellationToken cancellationToken) => await Do(
        () =>
        {
            var entry = Find(study);
            return entry.Record = entry.Record with { State = state };
        },
        cancellationToken);

    public ValueTask<IAsyncDisposable> LockAsync(long study, CancellationToken cancellationToken) => Do<IAsyncDisposable>(
        () =>
        {
            var entry = Find(study);
            if (entry.IsLocked)
            {
                throw new StudyBusyException(
                    $"study \"{entry.Record.Name}\" is being run by process {Environment.ProcessId}; " +
                    "wait for it, stop it, or look with: sweetspot show",
                    Environment.ProcessId);
            }

            entry.IsLocked = true;
            return new Unlock(() => entry.IsLocked = false);
        },
        cancellationToken);

    public ValueTask<bool> IsLockedAsync(long study, CancellationToken cancellationToken) => Do(() => Find(study).IsLocked, cancellationToken);

    public ValueTask<IReadOnlyList<Trial>> EnqueueAsync(
        long study, IReadOnlyList<TrialRequest> requests, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<Trial>>(() => [.. requests.Select(request => Enqueue(Find(study), request))], cancellationToken);

    public ValueTask<Trial?> ClaimAsync(long study, string owner, TimeSpan lease, CancellationToken cancellationToken) => Do(
        () => Claim(Find(study).Slots.Find(slot => slot.Trial.State == TrialState.Waiting), owner, lease), cancellationToken);

    public ValueTask<Trial?> ClaimAsync(long study, long number, string owner, TimeSpan lease, CancellationToken cancellationToken) => Do(
        () => Claim(Find(study).Slots.Find(slot => slot.Trial.Number == number && slot.Trial.State == TrialState.Waiting), owner, lease),
        cancellationToken);

    public ValueTask<bool> RenewAsync(long study, long number, int attempt, TimeSpan lease, CancellationToken cancellationToken) => Do(
        () =>
        {
            var slot = Current(study, number, attempt);
            if (slot is not null)
            {
                slot.LeaseEnd = time.GetUtcNow() + lease;
            }

            return slot is not null;
        },
        cancellationToken);

    public ValueTask<bool> FinishAsync(long study, long number, int attempt, Evaluation evaluation, CancellationToken cancellationToken) =>
        Do(() => Finish(Find(study), number, attempt, evaluation), cancellationToken);

    public async ValueTask ReleaseAsync(long study, long number, int attempt, CancellationToken cancellationToken) => await Do(
        () =>
        {
            if (Current(study, number, attempt) is { } slot)
            {
                slot.Trial = slot.Trial with { State = TrialState.Waiting };
            }

            return true;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<Trial>> HeldAsync(long study, string owner, CancellationToken cancellationToken) => Do<IReadOnlyList<Trial>>(
        () => [.. Find(study).Slots.Where(slot => slot.Trial.State == TrialState.Running && slot.Owner == owner).Select(slot => slot.Trial)],
        cancellationToken);

    public ValueTask<int> ExpireAsync(long study, int maxAttempts, string? owner, CancellationToken cancellationToken) => Do(
        () =>
        {
            var (entry, now) = (Find(study), time.GetUtcNow());
            var expired = entry.Slots.FindAll(slot =>
                slot.Trial.State == TrialState.Running && (owner is null ? slot.LeaseEnd <= now : slot.Owner == owner));
            expired.ForEach(slot => slot.Trial = ++slot.Expiries >= maxAttempts
                ? Lose(slot, ++entry.LastSequence)
                : slot.Trial with { State = TrialState.Waiting });
            return expired.Count;
        },
        cancellationToken);

    public ValueTask<int> AbandonAsync(long study, TrialPurpose purpose, string reason, CancellationToken cancellationToken) => Do(
        () => Change(study, purpose, TrialState.Waiting, trial =>
            trial with { State = TrialState.Abandoned, Reason = reason, Finished = time.GetUtcNow() }),
        cancellationToken);

    public ValueTask<int> ReviveAsync(long study, TrialPurpose purpose, CancellationToken cancellationToken) => Do(
        () => Change(study, purpose, TrialState.Abandoned, trial => trial with { State = TrialState.Waiting, Reason = null, Finished = null }),
        cancellationToken);

    public ValueTask<IReadOnlyList<Trial>> TrialsAsync(long study, long? afterSequence, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<Trial>>(
            () =>
            {
                var trials = Find(study).Slots.Select(slot => slot.Trial);
                return afterSequence is null
                    ? [.. trials]
                    : [.. trials.Where(trial => trial.Sequence > afterSequence).OrderBy(trial => trial.Sequence)];
            },
            cancellationToken);

    public ValueTask<IReadOnlyDictionary<TrialState, int>> CountsAsync(long study, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<TrialState, int>>(
            () => Find(study).Slots.CountBy(slot => slot.Trial.State).ToDictionary(), cancellationToken);

    public ValueTask<IReadOnlyList<ExampleScore>> ScoresAsync(long study, long number, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<ExampleScore>>(
            () => Find(study).Slots.Find(slot => slot.Trial.Number == number) is { } slot ? slot.Scores : [], cancellationToken);

    public ValueTask<string?> ReadAsync(string key, CancellationToken cancellationToken) =>
        Do(() => _memo.GetValueOrDefault(key), cancellationToken);

    public async ValueTask WriteAsync(string key, string value, CancellationToken cancellationToken) =>
        await Do(() => _memo[key] = value, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask<T> Do<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(work());
        }
    }

    private Entry Find(long study) => _studies.Find(entry => entry.Record.Id == study)
        ?? throw new StudyStoreException($"memory: there is no study {study}");

    private Trial Enqueue(Entry entry, TrialRequest request)
    {
        if (entry.Slots.Find(slot => slot.Trial.Request == request) is { } existing)
        {
            return existing.Trial;
        }

        var trial = new Trial { Number = entry.Slots.Count, Request = request, State = TrialState.Waiting, Created = time.GetUtcNow() };
        entry.Slots.Add(new Slot { Trial = trial });
        return trial;
    }

    private Trial? Claim(Slot? slot, string owner, TimeSpan lease)
    {
        if (slot is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        (slot.Owner, slot.LeaseEnd) = (owner, now + lease);
        return slot.Trial = slot.Trial with { State = TrialState.Running, Attempt = slot.Trial.Attempt + 1, Started = now };
    }

    private Slot? Current(long study, long number, int attempt) => Find(study).Slots.Find(slot =>
        slot.Trial.Number == number && slot.Trial.Attempt == attempt && slot.Trial.State == TrialState.Running);

    private bool Finish(Entry entry, long number, int attempt, Evaluation evaluation)
    {
        var slot = entry.Slots.Find(slot => slot.Trial.Number == number);
        if (slot is null || attempt > slot.Trial.Attempt || slot.Trial is { HasEnded: true, State: not (TrialState.Lost or TrialState.Abandoned) })
        {
            return false;
        }

        slot.Scores = evaluation is Evaluation.Completed { Scores: { IsDefaultOrEmpty: false } scores } ? scores : [];
        slot.Trial = slot.Trial with
        {
            State = evaluation.State,
            Sequence = ++entry.LastSequence,
            Reason = evaluation.Reason,
            Metrics = evaluation.Metrics,
            Curve = evaluation.Curve,
            Finished = time.GetUtcNow(),
        };
        return true;
    }

    private Trial Lose(Slot slot, long sequence) => slot.Trial with
    {
        State = TrialState.Lost,
        Sequence = sequence,
        Reason = $"its worker died or lost its lease, {slot.Expiries} times",
        Finished = time.GetUtcNow(),
    };

    private int Change(long study, TrialPurpose purpose, TrialState from, Func<Trial, Trial> change)
    {
        var slots = Find(study).Slots.FindAll(slot => slot.Trial.State == from && slot.Trial.Request.Purpose == purpose);
        slots.ForEach(slot => slot.Trial = change(slot.Trial));
        return slots.Count;
    }

    private sealed class Entry
    {
        public required StudyRecord Record { get; set; }

        public List<Slot> Slots { get; } = [];

        public bool IsLocked { get; set; }

        public long LastSequence { get; set; }
    }

    private sealed class Slot
    {
        public required Trial Trial { get; set; }

        public string? Owner { get; set; }

        public DateTimeOffset LeaseEnd { get; set; }

        public int Expiries { get; set; }

        public ImmutableArray<ExampleScore> Scores { get; set; } = [];
    }

    private sealed class Unlock(Action release) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            release();
            return ValueTask.CompletedTask;
        }
    }
}
