namespace Sweetspot.Core;

/// <summary>Keeps studies and their trials. Every member is one transaction; many processes may use one store at once.</summary>
/// <remarks>
/// A trial is unique within its study by (candidate key, fidelity, seed, fold, purpose): a finalist retrained with the seed that found it is
/// another request. A trial that has ended with an evaluation is never rewritten. Numbers and ids are never reused, even where rows were deleted.
/// Every member throws <see cref="StudyStoreException"/> where the store is busy, damaged or unreachable, or has no such study.
/// </remarks>
public interface IStudyStore : IAsyncDisposable
{
    /// <summary>The newest study of this identity, or null.</summary>
    ValueTask<StudyRecord?> FindAsync(string identity, CancellationToken cancellationToken);

    /// <summary>All studies, newest first.</summary>
    ValueTask<IReadOnlyList<StudyRecord>> StudiesAsync(CancellationToken cancellationToken);

    /// <summary>The newest study of this identity, or a new one, in one transaction: two that begin at once get the same.</summary>
    ValueTask<StudyRecord> FindOrCreateAsync(string name, string identity, string definition, CancellationToken cancellationToken);

    /// <summary>Stores a new study in state <see cref="StudyState.Running"/>.</summary>
    ValueTask<StudyRecord> CreateAsync(string name, string identity, string definition, CancellationToken cancellationToken);

    /// <summary>Sets the state of a study.</summary>
    ValueTask SetStateAsync(long study, StudyState state, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the study's only coordinator's place until the result is disposed or the process dies.
    /// </summary>
    /// <exception cref="StudyBusyException">Another process holds it; the message names its pid.</exception>
    ValueTask<IAsyncDisposable> LockAsync(long study, CancellationToken cancellationToken);

    /// <summary>Whether a living coordinator holds the study; looks only.</summary>
    ValueTask<bool> IsLockedAsync(long study, CancellationToken cancellationToken);

    /// <summary>
    /// Adds trials in state <see cref="TrialState.Waiting"/>, numbered on in order; one that exists already (same unique key) is returned as it stands.
    /// </summary>
    ValueTask<IReadOnlyList<Trial>> EnqueueAsync(long study, IReadOnlyList<TrialRequest> requests, CancellationToken cancellationToken);

    /// <summary>Claims the waiting trial with the smallest number, or null where none waits. Raises its attempt number.</summary>
    ValueTask<Trial?> ClaimAsync(long study, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Claims this very waiting trial (the coordinator ends it itself, as infeasible). Null where it does not wait.</summary>
    ValueTask<Trial?> ClaimAsync(long study, long number, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease. False where the attempt is no longer the current one: the worker should stop.</summary>
    ValueTask<bool> RenewAsync(long study, long number, int attempt, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a trial and gives it the next sequence number. Accepted from the current attempt, and from an earlier one as long as nobody has ended
    /// it (a late result of a lost lease), even when the trial waits again, runs elsewhere, is lost or abandoned. False where it had ended or is
    /// gone: the result is kept as a duplicate and changes nothing.
    /// </summary>
    ValueTask<bool> FinishAsync(long study, long number, int attempt, Evaluation evaluation, CancellationToken cancellationToken);

    /// <summary>Gives a claimed trial back to <see cref="TrialState.Waiting"/>, undone (cancelled).</summary>
    ValueTask ReleaseAsync(long study, long number, int attempt, CancellationToken cancellationToken);

    /// <summary>The trials that a worker runs now.</summary>
    ValueTask<IReadOnlyList<Trial>> HeldAsync(long study, string owner, CancellationToken cancellationToken);

    /// <summary>
    /// Returns trials whose lease ran out to <see cref="TrialState.Waiting"/>; after <paramref name="maxAttempts"/> attempts that ended so (not
    /// counting released ones) they become <see cref="TrialState.Lost"/>. With <paramref name="owner"/> given, that worker's trials at once (it is known to be dead). Returns how many.
    /// </summary>
    ValueTask<int> ExpireAsync(long study, int maxAttempts, string? owner, CancellationToken cancellationToken);

    /// <summary>Gives up all waiting trials of a purpose (budget used up). Returns how many.</summary>
    ValueTask<int> AbandonAsync(long study, TrialPurpose purpose, string reason, CancellationToken cancellationToken);

    /// <summary>Makes abandoned trials wait again (a larger budget extends a study). Returns how many.</summary>
    ValueTask<int> ReviveAsync(long study, TrialPurpose purpose, CancellationToken cancellationToken);

    /// <summary>All trials of a study by number; with <paramref name="afterSequence"/>, only those that ended after it, in order of ending.</summary>
    ValueTask<IReadOnlyList<Trial>> TrialsAsync(long study, long? afterSequence, CancellationToken cancellationToken);

    /// <summary>Trial counts by state.</summary>
    ValueTask<IReadOnlyDictionary<TrialState, int>> CountsAsync(long study, CancellationToken cancellationToken);

    /// <summary>Per-example scores kept for a trial; empty where none were.</summary>
    ValueTask<IReadOnlyList<ExampleScore>> ScoresAsync(long study, long number, CancellationToken cancellationToken);

    /// <summary>A remembered text (a machine's measured peak, a study's chosen finalists), or null.</summary>
    ValueTask<string?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Remembers a text under a key, replacing what was there.</summary>
    ValueTask WriteAsync(string key, string value, CancellationToken cancellationToken);
}
