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

    /// <summary>Runs until the budget is used up or nothing is left to try.</summary>
    public ReplayOutcome Run(CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (MayBegin() && _algorithm.Ask(1) is [var candidate])
            {
                Begin(candidate);
            }
        }
        while (EndNext());

        var isExhausted = _asked < _plan.Trials && _clock.Elapsed < _plan.Time;
        var total = _plan.Workers * _clock.Elapsed.TotalSeconds;
        return new ReplayOutcome(isExhausted ? StudyState.Exhausted : StudyState.Done, [.. _ended], _clock.Elapsed, total > 0 ? _worked.TotalSeconds / total : 1);
    }

    private bool MayBegin() => _running.Count < _plan.Workers && _asked < _plan.Trials && _clock.Elapsed < _plan.Time;

    private void Begin(Candidate candidate)
    {
        var request = new TrialRequest(candidate, _plan.Fidelity, _plan.Seed);
        var (evaluation, duration) = _replay(request);
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
