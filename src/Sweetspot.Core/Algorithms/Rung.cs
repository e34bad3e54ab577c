namespace Sweetspot.Core;

/// <summary>The candidates that were trained to one level: only these are compared with each other.</summary>
/// <param name="level">The level.</param>
internal sealed class Rung(Fidelity level)
{
    private readonly List<(int Number, Trial Trial)> _trials = [];
    private List<Candidate>? _order;

    /// <summary>The level.</summary>
    public Fidelity Level { get; } = level;

    /// <summary>How many ended here, in whatever way.</summary>
    public int Count => _trials.Count;

    /// <summary>Takes in a trial that ended at this level.</summary>
    public void Add(Trial trial)
    {
        // Stopping here is what was asked for: the values at this level are whole.
        _trials.Add((_trials.Count, trial.State == TrialState.Pruned ? trial with { State = TrialState.Completed } : trial));
        _order = null;
    }

    /// <summary>Those with values, best first: by front, then by how much they stand alone; those that break limits, which more training may mend, come last.</summary>
    public IReadOnlyList<Candidate> BestFirst(IReadOnlyList<Objective> objectives, IReadOnlyList<Constraint> constraints) => _order ??=
    [
        .. ConstrainedRanking.Of(_trials, objectives, constraints)
            .Where(ranked => ranked.Trial.State == TrialState.Completed).Select(ranked => ranked.Trial.Candidate),
    ];
}
