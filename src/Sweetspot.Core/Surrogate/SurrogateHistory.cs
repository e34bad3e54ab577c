namespace Sweetspot.Core;

/// <summary>The trials that ended, as observations of each quantity that a search learns.</summary>
internal sealed class SurrogateHistory
{
    private static readonly TrialState[] Failures = [TrialState.Diverged, TrialState.Failed, TrialState.TimedOut, TrialState.Lost];

    private readonly AlgorithmSettings _settings;
    private readonly CandidateFeatures _features;
    private readonly List<Trial> _trials = [];

    /// <summary>An empty one.</summary>
    public SurrogateHistory(AlgorithmSettings settings, CandidateFeatures features)
    {
        (_settings, _features) = (settings, features);
        Limits = [.. settings.Constraints.Where(limit => limit.Knowledge > Knowledge.Computed)];
        Objectives = [.. settings.Objectives.Select(_ => new List<Observation>())];
        Excess = [.. Limits.Select(_ => new List<Observation>())];
    }

    /// <summary>Limits that only measuring or training decides.</summary>
    public IReadOnlyList<Constraint> Limits { get; }

    /// <summary>Of each objective, its values.</summary>
    public IReadOnlyList<List<Observation>> Objectives { get; }

    /// <summary>Of each limit, how far it was broken: above 0 where it was, below where it held; relative to its bound, within −1 and 1.</summary>
    public IReadOnlyList<List<Observation>> Excess { get; }

    /// <summary>Whether a training went wrong: 1, or −1.</summary>
    public List<Observation> Failure { get; } = [];

    /// <summary>Whether any went wrong.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>Trials that completed within all limits, with a value of each objective.</summary>
    public List<int> Feasible { get; } = [];

    /// <summary>How many trials there are.</summary>
    public int Count => _trials.Count;

    /// <summary>A trial.</summary>
    public Trial this[int place] => _trials[place];

    /// <summary>Puts a trial at the end.</summary>
    public void Add(Trial trial)
    {
        var (place, point) = (_trials.Count, _features.Of(trial.Candidate));
        _trials.Add(trial);
        var isFailure = Failures.Contains(trial.State);
        if (isFailure || trial.State == TrialState.Completed)
        {
            Failure.Add(new Observation(place, point, isFailure ? 1 : -1, null));
            HasFailures |= isFailure;
        }

        if (trial.State is not (TrialState.Completed or TrialState.Infeasible))
        {
            return;
        }

        for (var index = 0; index < Objectives.Count; index++)
        {
            if (trial.Metrics.TryGetValue(_settings.Objectives[index].Name, out var measurement) && double.IsFinite(measurement.Value))
            {
                Objectives[index].Add(new Observation(place, point, measurement.Value, measurement.StandardError));
            }
        }

        AddLimits(trial, place, point);
        if (trial.State == TrialState.Completed && TrialLimits.Violation(trial, _settings.Constraints) == 0 && TrialLimits.Minimized(trial, _settings.Objectives) is not null)
        {
            Feasible.Add(place);
        }
    }

    private void AddLimits(Trial trial, int place, double[] point)
    {
        var lookup = TrialLimits.LookupOf(trial);
        for (var index = 0; index < Limits.Count; index++)
        {
            if (Limits[index].Evaluate(lookup) is { } excess && !double.IsNaN(excess))
            {
                // What holds without saying by how much holds by a little.
                Excess[index].Add(new Observation(place, point, excess > 0 ? Math.Clamp(excess, 0.02, 1) : Math.Clamp(excess, -1, -0.02), null));
            }
        }
    }
}
