using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>
/// Coordinates one study: asks the algorithm, hands trials to the workers through the store, tells results in the order of ending, then verifies the
/// finalists. All it knows is in the store, so it goes on wherever an earlier run stopped.
/// </summary>
/// <param name="store">Keeps the trials; workers claim from it.</param>
/// <param name="study">The study's number in the store.</param>
/// <param name="plan">What to search and spend.</param>
/// <param name="algorithm">A fresh instance; the stored history is told to it.</param>
/// <param name="meter">Measures shapes before they are trained.</param>
/// <param name="nextFinalists">Trials to retrain next, at most so many, from all search and baseline trials and the retrainings so far.</param>
/// <param name="workerFault">The reason why no worker can go on, or null while they work.</param>
/// <param name="progress">Told of every trial that ends.</param>
/// <param name="time">The clock.</param>
public sealed partial class StudyRunner(
    IStudyStore store,
    long study,
    StudyPlan plan,
    ISearchAlgorithm algorithm,
    IShapeMeter meter,
    Func<IReadOnlyList<Trial>, IReadOnlyList<Trial>, int, IReadOnlyList<Trial>> nextFinalists,
    Func<Exception?> workerFault,
    IProgress<StudyProgress> progress,
    TimeProvider time)
{
    private const int MaxAttempts = 3;
    private const int MostFinalists = 6;
    private const int FirstFinalists = 3;
    private const int FewestFinalists = 2; // retrained however late it is
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, Trial> _trials = [];
    private readonly HashSet<long> _open = [];
    private readonly (int Asked, int Done)[] _counts = new (int, int)[3]; // by phase
    private long _started = time.GetTimestamp();
    private StudyClock _clock = StudyClock.Zero;
    private long _lastSequence;
    private long _lastHousekeeping;
    private int _searched;
    private bool _didWork;
    private bool _ablated;
    private Func<Task>? _startWorkers;
    private TimeSpan _pause = ShortestPause;

    /// <summary>When the work for this run began, as a timestamp of its clock, where that was before the runner was made: reading data takes of the time too.</summary>
    public long Began
    {
        init => _started = value;
    }

    private TimeSpan Elapsed => _clock.Earlier + time.GetElapsedTime(_started);

    /// <summary>Runs or resumes the study until its recommendation can be made.</summary>
    /// <param name="startWorkers">Called once, before the first trial waits for a worker; never where nothing is left to train.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the study can be resumed.</exception>
    /// <exception cref="ImpossibleSpaceException">No feasible candidate exists.</exception>
    public async Task<StudyOutcome> RunAsync(Func<Task> startWorkers, CancellationToken cancellationToken)
    {
        _startWorkers = startWorkers;
        await RestoreAsync(cancellationToken).ConfigureAwait(false);
        var state = await SearchAsync(cancellationToken).ConfigureAwait(false);
        var finalists = plan.JudgesFinalists ? await VerifyAsync(cancellationToken).ConfigureAwait(false) : [];
        if (plan.JudgesFinalists ? finalists.IsEmpty : !_trials.Values.Any(trial => trial.State == TrialState.Completed))
        {
            state = _trials.Values.Any(trial => trial.State is TrialState.Completed or TrialState.Infeasible) || _trials.Count == 0
                ? StudyState.NothingFeasible
                : StudyState.NothingCompleted;
        }

        if (_didWork)
        {
            // Looking at a finished study again is no time spent on it.
            await SaveClockAsync(cancellationToken).ConfigureAwait(false);
        }

        await store.SetStateAsync(study, state, cancellationToken).ConfigureAwait(false);
        return new StudyOutcome(state, [.. _trials.Values.OrderBy(trial => trial.Number)], finalists, _didWork);
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        _clock = StudyClock.Parse(await store.ReadAsync(ClockKey, cancellationToken).ConfigureAwait(false));
        foreach (var trial in await store.TrialsAsync(study, null, cancellationToken).ConfigureAwait(false))
        {
            Put(trial);
        }

        foreach (var orphan in _trials.Values.Where(trial => trial.State == TrialState.Running).ToList())
        {
            // This process holds the study, so whoever ran it is dead or dying; a late result is still accepted.
            await store.ReleaseAsync(study, orphan.Number, orphan.Attempt, cancellationToken).ConfigureAwait(false);
            Put(orphan with { State = TrialState.Waiting });
        }

        var ended = _trials.Values.Where(trial => trial.Sequence is not null).OrderBy(trial => trial.Sequence).ToList();
        _lastSequence = ended.Count == 0 ? 0 : ended[^1].Sequence!.Value;
        algorithm.Tell([.. ended.Where(IsSearch).Where(trial => trial.State != TrialState.Abandoned)]);
        algorithm.Resume([.. _trials.Values.Where(IsSearch).Where(trial => !trial.HasEnded || trial.State == TrialState.Abandoned)]);
        if (_clock.IsCoveredBy(plan))
        {
            _clock = plan.TimeBudget > _clock.Time ? _clock with { Time = plan.TimeBudget, Repeats = 0 } : _clock;
            return;
        }

        _clock = _clock.SearchEnded ? StudyClock.Zero : _clock;
        if (await store.ReviveAsync(study, TrialPurpose.Search, cancellationToken).ConfigureAwait(false) > 0)
        {
            await RereadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<StudyState> SearchAsync(CancellationToken cancellationToken)
    {
        if (_clock.SearchEnded)
        {
            return _clock.End;
        }

        await store.SetStateAsync(study, StudyState.Running, cancellationToken).ConfigureAwait(false);
        if (plan.Baseline is { } baseline)
        {
            await EnqueueAsync([new TrialRequest(baseline, plan.Fidelity, plan.Seed, TrialPurpose.Baseline)], cancellationToken).ConfigureAwait(false);
        }

        var exhausted = false;
        ImpossibleSpaceException? impossible = null;
        while (true)
        {
            var stopping = IsOutOfTime() || exhausted || algorithm.HasConverged || _searched >= plan.TrialBudget;
            if (_isOutOfTime && _open.Count > 0 && !_ablated)
            {
                await AbandonWaitingAsync(cancellationToken).ConfigureAwait(false);
            }

            if (stopping && _open.Count == 0 && !_ablated)
            {
                _ablated = true;
                await AblateAsync(cancellationToken).ConfigureAwait(false);
            }

            if (stopping && _open.Count == 0)
            {
                if (impossible is not null && ParetoFront.Of(Searched(), plan.Objectives, plan.Constraints).Trials.IsEmpty)
                {
                    throw impossible;
                }

                _clock = _clock with { SearchEnded = true, Exhausted = exhausted, Converged = algorithm.HasConverged, Trials = plan.TrialBudget, Time = plan.TimeBudget, Searched = Elapsed };
                await SaveClockAsync(cancellationToken).ConfigureAwait(false);
                return _clock.End;
            }

            if (!stopping && _open.Count < 2 * plan.Workers)
            {
                try
                {
                    // One waits for each worker: none stands still, and no proposal is made much before it is needed.
                    exhausted = !await AskAsync(Math.Min(plan.TrialBudget - _searched, 2 * plan.Workers - _open.Count), cancellationToken).ConfigureAwait(false);
                }
                catch (ImpossibleSpaceException exception) when (plan.Baseline is not null)
                {
                    (impossible, exhausted) = (exception, true); // the reference is no point of the space, and may keep the limits
                }
            }

            await AdvanceAsync(StudyPhase.Search, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for candidates, measures their shapes and lets them wait for workers. False when the space is exhausted.</summary>
    private async Task<bool> AskAsync(int count, CancellationToken cancellationToken)
    {
        var candidates = algorithm.Ask(count);
        foreach (var candidate in candidates)
        {
            await meter.MeasureAsync(candidate, cancellationToken).ConfigureAwait(false);
            if (IsOutOfTime())
            {
                return true; // measuring took what was left; a study that goes on proposes the same again
            }
        }

        if (plan.Compression is { } compression && candidates.Any(compression.HasTeacher))
        {
            await ChooseTeacherAsync(compression, cancellationToken).ConfigureAwait(false);
        }

        await EnqueueAsync(
            [.. candidates.Select(candidate => new TrialRequest(candidate, algorithm.FidelityOf(candidate) ?? plan.Fidelity, plan.Seed))], cancellationToken).ConfigureAwait(false);
        if (candidates.Count == 0 && _open.Count == 0 && !algorithm.IsExhausted && !algorithm.HasConverged)
        {
            throw new InvalidOperationException("the search algorithm proposes nothing although no trial is pending");
        }

        return candidates.Count > 0 || !algorithm.IsExhausted || algorithm.HasConverged;
    }

    /// <summary>Retrains the finalists, first to judge them, then on everything; returns their trial numbers.</summary>
    private async Task<ImmutableArray<long>> VerifyAsync(CancellationToken cancellationToken)
    {
        await ReadAblatedAsync(cancellationToken).ConfigureAwait(false);
        DecideRepeats();
        var (finalists, verified, needed) = (new List<Trial>(), new List<Trial>(), VerificationTime());
        while (finalists.Count < MostFinalists)
        {
            // A few to begin with, then as many as keep the workers busy: what is known of these decides which are worth it.
            var count = Math.Min(finalists.Count == 0 ? Math.Min(FirstFinalists, Affordable(needed)) : Math.Max(1, plan.Workers / Repeats), MostFinalists - finalists.Count);
            var next = nextFinalists(Searched(), verified, count);
            var requests = next.SelectMany(VerificationsOf).ToList();
            var isTooLate = finalists.Count >= FewestFinalists && Elapsed + needed(count, finalists.Count) + ComparingTime() > plan.TimeBudget;
            if (next.Count == 0 || (isTooLate && !requests.TrueForAll(IsAsked)))
            {
                break; // what an earlier run began is finished, however late: it counts
            }

            var numbers = await RunAllAsync(StudyPhase.Verification, requests, cancellationToken).ConfigureAwait(false);
            verified.AddRange(numbers.Select(number => _trials[number]));
            finalists.AddRange(next);
        }

        finalists.AddRange(await VerifyTwinsAsync(finalists, cancellationToken).ConfigureAwait(false));
        await CompareAsync(finalists, cancellationToken).ConfigureAwait(false);
        var finals = Searched().DistinctBy(trial => trial.Candidate).Select(FinalOf).OfType<TrialRequest>().ToList();
        await RunAllAsync(StudyPhase.Final, finals, cancellationToken).ConfigureAwait(false);
        return [.. finalists.Select(finalist => finalist.Number)];
    }

    private async Task<IReadOnlyList<long>> RunAllAsync(StudyPhase phase, IReadOnlyList<TrialRequest> requests, CancellationToken cancellationToken)
    {
        var numbers = await EnqueueAsync(requests, cancellationToken).ConfigureAwait(false);
        while (_open.Overlaps(numbers))
        {
            await AdvanceAsync(phase, cancellationToken).ConfigureAwait(false);
        }

        return numbers;
    }

    private bool IsAsked(TrialRequest request) => _trials.Values.Any(trial => trial.Request == request);

    private int Repeats => _clock.Repeats > 0 ? _clock.Repeats : plan.Repeats;

    private IEnumerable<TrialRequest> VerificationsOf(Trial finalist) => Retrainings(finalist.Candidate, plan.Fidelity, TrialPurpose.Verification);

    private IEnumerable<TrialRequest> Retrainings(Candidate candidate, Fidelity fidelity, TrialPurpose purpose) =>
        Enumerable.Range(0, Repeats).Select(repeat => new TrialRequest(
            candidate, fidelity, RandomStream.For(plan.Seed, repeat, "verification").NextUInt64(), purpose, plan.Folds is null ? null : repeat));

    /// <summary>On all training rows, for as many epochs as its verifications took; null where none completed.</summary>
    private TrialRequest? FinalOf(Trial finalist)
    {
        var verified = _trials.Values
            .Where(trial => trial.Request.Purpose == TrialPurpose.Verification && trial.Candidate.Equals(finalist.Candidate) && trial.Value(Metrics.BestEpoch.Name) is not null).ToList();
        return verified.Count == 0
            ? null
            : new TrialRequest(finalist.Candidate, FinalFidelity(verified), RandomStream.For(plan.Seed, 0, "final").NextUInt64(), TrialPurpose.Final);
    }

    /// <summary>The median number of epochs; of a pruned model, the median before pruning and the median after.</summary>
    private static Fidelity FinalFidelity(IReadOnlyList<Trial> verified)
    {
        static int Median(IEnumerable<double> epochs) => epochs.Order().ToList() is var sorted ? Math.Max(1, (int)sorted[sorted.Count / 2]) : 1;
        var all = verified.Select(trial => trial.Value(Metrics.BestEpoch.Name)!.Value).ToList();
        var dense = verified.Select(trial => trial.Value(Metrics.DenseEpochs.Name)).OfType<double>().ToList();
        if (dense.Count < all.Count)
        {
            return new Fidelity(Median(all));
        }

        var before = Median(dense);
        return new Fidelity(before + Median(all.Zip(dense, (whole, first) => whole - first)), before);
    }

    private List<Trial> Searched() => [.. _trials.Values.Where(trial => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline)];

    /// <summary>Takes in what has ended since the last call, or waits a moment.</summary>
    private async Task AdvanceAsync(StudyPhase phase, CancellationToken cancellationToken)
    {
        var ended = await store.TrialsAsync(study, _lastSequence, cancellationToken).ConfigureAwait(false);
        var reports = new List<StudyProgress>();
        foreach (var trial in ended)
        {
            Put(trial);
            _lastSequence = Math.Max(_lastSequence, trial.Sequence!.Value);
            reports.Add(ProgressOf(phase, trial)); // counted as each is taken in, not all at once
        }

        algorithm.Tell([.. ended.Where(IsSearch).Where(trial => trial.State != TrialState.Abandoned)]);
        reports.ForEach(progress.Report);

        if (time.GetElapsedTime(_lastHousekeeping) > Housekeeping)
        {
            await KeepHouseAsync(cancellationToken).ConfigureAwait(false);
        }

        if (ended.Count == 0)
        {
            if (_startWorkers is { } start && _open.Count > 0)
            {
                _startWorkers = null;
                await start().ConfigureAwait(false);
            }

            if (workerFault() is { } fault)
            {
                throw new SweetspotException(fault.Message, fault);
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            _pause = 2 * _pause < LongestPause ? 2 * _pause : LongestPause;
        }
        else
        {
            _pause = ShortestPause;
        }
    }

    /// <summary>How many of the phase's trials have ended, of those that were asked for, or of the budget where that is more.</summary>
    private StudyProgress ProgressOf(StudyPhase phase, Trial ended)
    {
        var (asked, done) = _counts[(int)phase];
        var beside = asked - _searched; // the reference and the teachers, in the search
        var total = phase != StudyPhase.Search ? asked : plan.TrialBudget == int.MaxValue ? int.MaxValue : Math.Max(plan.TrialBudget + beside, asked);
        return new StudyProgress(phase, done, total, Elapsed, ended);
    }

    private static StudyPhase PhaseOf(Trial trial) => trial.Request.Purpose switch
    {
        TrialPurpose.Verification or TrialPurpose.Comparison => StudyPhase.Verification,
        TrialPurpose.Final => StudyPhase.Final,
        _ => StudyPhase.Search,
    };

    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        _lastHousekeeping = time.GetTimestamp();
        await store.ExpireAsync(study, MaxAttempts, null, cancellationToken).ConfigureAwait(false);
        await SaveClockAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<long>> EnqueueAsync(IReadOnlyList<TrialRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
        {
            return [];
        }

        var trials = await store.EnqueueAsync(study, requests, cancellationToken).ConfigureAwait(false);
        foreach (var trial in trials)
        {
            _didWork |= !trial.HasEnded;
            Put(trial);
        }

        return [.. trials.Select(trial => trial.Number)];
    }

    private async Task AbandonWaitingAsync(CancellationToken cancellationToken)
    {
        if (await store.AbandonAsync(study, TrialPurpose.Search, "the time budget ended before it began", cancellationToken).ConfigureAwait(false) > 0)
        {
            await RereadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RereadAsync(CancellationToken cancellationToken)
    {
        foreach (var trial in await store.TrialsAsync(study, null, cancellationToken).ConfigureAwait(false))
        {
            // What ended meanwhile is taken in by sequence, so that it is told.
            if (!trial.HasEnded || trial.State == TrialState.Abandoned)
            {
                Put(trial);
            }
        }
    }

    private void Put(Trial trial)
    {
        var before = _trials.GetValueOrDefault(trial.Number);
        _searched += IsSearch(trial) && before is null ? 1 : 0;
        var (asked, done) = _counts[(int)PhaseOf(trial)];
        _counts[(int)PhaseOf(trial)] = (asked + (before is null ? 1 : 0), done + (trial.HasEnded ? 1 : 0) - (before is { HasEnded: true } ? 1 : 0));
        _trials[trial.Number] = trial;
        if (trial.HasEnded)
        {
            _open.Remove(trial.Number);
        }
        else
        {
            _open.Add(trial.Number);
        }
    }

    private ValueTask SaveClockAsync(CancellationToken cancellationToken) =>
        store.WriteAsync(ClockKey, (_clock with { Earlier = Elapsed }).ToString(), cancellationToken);

    private string ClockKey => StudyClock.KeyOf(study);

    private static bool IsSearch(Trial trial) => trial.Request.Purpose == TrialPurpose.Search;
}
