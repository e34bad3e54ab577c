namespace Sweetspot.Core;

/// <summary>Runs a search on results that are known already, with simulated workers on a virtual clock: the next event is always the trial that ends first.</summary>
/// <remarks>
/// An algorithm is told of a trial when it ends on that clock, and asked when a worker is free, as in a real study. Of trials that end at the same
/// moment the one asked for first ends first, so the history depends on nothing but the seed, the results and the number of workers.
/// </remarks>
public sealed class ReplayRunner
{
    private readonly ISearchAlgorithm _algorithm;
    private readonly Func<TrialRequest, ReplayedTrial> _replay;
    private readonly ReplayPlan _plan;
    private readonly PriorityQueue<Trial, (TimeSpan, long)> _running = new();
    private readonly Dictionary<string, TimeSpan> _spent = new(StringComparer.Ordinal);
    private readonly List<Trial> _ended = [];
    private readonly VirtualClock _clock = new(DateTimeOffset.UnixEpoch);
    private TimeSpan _worked;
    private long _asked;

    /// <summary>Makes one.</summary>
    /// <param name="algorithm">A fresh instance.</param>
    /// <param name="replay">What came of a request.</param>
    /// <param name="plan">What may be spent.</param>
    public ReplayRunner(ISearchAlgorithm algorithm, Func<TrialRequest, ReplayedTrial> replay, ReplayPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Workers, 1);
        (_algorithm, _replay, _plan) = (algorithm, replay, plan);
    }

    /// <summary>Runs until the budget is used up, nothing is left to try, or the algorithm expects no more gain.</summary>
    /// <param name="cancellationToken">Stops; what ended until then is the outcome.</param>
    /// <param name="onEnd">Is told how many trials have ended, after each.</param>
    /// <exception cref="OperationCanceledException">Stopped before the first trial ended.</exception>
    public ReplayOutcome Run(CancellationToken cancellationToken, Action<int>? onEnd = null)
    {
        do
        {
            if (_ended.Count > 0)
            {
                onEnd?.Invoke(_ended.Count);
            }
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            while (MayBegin() && !cancellationToken.IsCancellationRequested && _algorithm.Ask(1) is [var candidate])
            {
                Begin(candidate);
            }
        }
        while (!cancellationToken.IsCancellationRequested && EndNext());

        var state = cancellationToken.IsCancellationRequested ? StudyState.Cancelled
            : _asked >= _plan.Trials || _clock.Elapsed >= _plan.Time ? StudyState.Done
            : _algorithm.HasConverged ? StudyState.Converged
            : StudyState.Exhausted;
        var total = _plan.Workers * _clock.Elapsed.TotalSeconds;
        return new ReplayOutcome(state, [.. _ended], _clock.Elapsed, total > 0 ? _worked.TotalSeconds / total : 1);
    }

    private bool MayBegin() => _running.Count < _plan.Workers && _asked < _plan.Trials && _clock.Elapsed < _plan.Time;

    private void Begin(Candidate candidate)
    {
        var request = new TrialRequest(candidate, _algorithm.FidelityOf(candidate) ?? _plan.Fidelity, _plan.Seed);
        var (evaluation, whole) = _replay(request);
        var duration = whole - Spent(request, whole);
        var end = _clock.Elapsed + duration;
        var trial = new Trial
        {
            Number = _asked,
            Request = request,
            State = evaluation.State,
            Reason = evaluation.Reason,
            Metrics = evaluation.Metrics,
            Curve = evaluation.Curve,
            Attempt = 1,
            Created = _clock.GetUtcNow(),
            Started = _clock.GetUtcNow(),
            Finished = _clock.GetUtcNow() + duration,
        };
        _running.Enqueue(trial, (end, _asked));
        _worked += duration;
        _asked++;
    }

    /// <summary>What of the time of a training was spent on it before, at a lower fidelity.</summary>
    private TimeSpan Spent(TrialRequest request, TimeSpan whole)
    {
        if (!_plan.IsResumable)
        {
            return TimeSpan.Zero;
        }

        var before = _spent.GetValueOrDefault(request.Candidate.Key);
        _spent[request.Candidate.Key] = whole > before ? whole : before;
        return before < whole ? before : whole;
    }

    /// <summary>Moves the clock on to the end of the next trial; false where none runs.</summary>
    private bool EndNext()
    {
        if (!_running.TryDequeue(out var trial, out var end))
        {
            return false;
        }

        _clock.MoveTo(end.Item1);
        _ended.Add(trial with { Sequence = _ended.Count + 1 });
        _algorithm.Tell([_ended[^1]]);
        return true;
    }
}
