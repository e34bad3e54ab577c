using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>
/// The non-dominated trials: completed, with a finite value of every objective, breaking no limit. Equal trials all stay. O(n log n) for two
/// objectives.
/// </summary>
public sealed class ParetoFront
{
    private readonly double[] _minimized;

    private ParetoFront(ImmutableArray<Objective> objectives, List<(Trial Trial, double[] Values)> feasible, List<(Trial Trial, double[] Values)> seen)
    {
        Objectives = objectives;
        var ranks = NonDominatedSort.Ranks(Flat(feasible), objectives.Length);
        List<(Trial Trial, double[] Values)> members =
        [
            .. feasible.Where((_, index) => ranks[index] == 0).OrderBy(member => member.Values[0]).ThenBy(member => member.Trial.Number),
        ];
        Trials = [.. members.Select(member => member.Trial)];
        _minimized = Flat(members);
        IdealPoint = Corner(members, Enumerable.Min);
        NadirPoint = Corner(members, Enumerable.Max);
        ReferencePoint = Reference(seen);
    }

    /// <summary>The objectives; points below have one value for each, in its own unit and direction.</summary>
    public ImmutableArray<Objective> Objectives { get; }

    /// <summary>The front, best first objective first, then by number.</summary>
    public ImmutableArray<Trial> Trials { get; }

    /// <summary>Ended trials that could not be compared, by number, with the reason: failed, diverged, an objective missing or not finite.</summary>
    public ImmutableArray<LeftOutTrial> LeftOut { get; private init; } = [];

    /// <summary>Trials that break limits, the nearest to feasible first.</summary>
    public ImmutableArray<InfeasibleTrial> Infeasible { get; private init; } = [];

    /// <summary>The best value of each objective on the front; empty where the front is.</summary>
    public ImmutableArray<double> IdealPoint { get; }

    /// <summary>The worst value of each objective on the front; empty where the front is.</summary>
    public ImmutableArray<double> NadirPoint { get; }

    /// <summary>
    /// The reference of <see cref="Hypervolume()"/>: the worst value of each objective over all completed trials (dominated and infeasible
    /// ones too), made worse by 10 % of the range seen, or, where all are equal, of the value's magnitude (1 at zero). Empty where nothing completed.
    /// It moves as trials are added: to compare over time, keep one.
    /// </summary>
    public ImmutableArray<double> ReferencePoint { get; }

    /// <summary>Whether no trial is on it.</summary>
    public bool IsEmpty => Trials.IsEmpty;

    /// <summary>The front of these trials. Trials that have not ended are passed over.</summary>
    /// <exception cref="ArgumentException">There is no objective.</exception>
    public static ParetoFront Of(
        IEnumerable<Trial> trials, IReadOnlyList<Objective> objectives, IReadOnlyList<Constraint>? constraints = null)
    {
        if (objectives.Count == 0)
        {
            throw new ArgumentException("a front needs an objective", nameof(objectives));
        }

        var limits = constraints ?? [];
        var feasible = new List<(Trial, double[])>();
        var seen = new List<(Trial, double[])>();
        var leftOut = new List<LeftOutTrial>();
        var infeasible = new List<InfeasibleTrial>();
        foreach (var trial in trials.Where(trial => trial.HasEnded))
        {
            var values = trial.State == TrialState.Completed ? TrialLimits.Minimized(trial, objectives) : null;
            if (values is not null)
            {
                seen.Add((trial, values));
            }

            var violation = trial.State is TrialState.Completed or TrialState.Infeasible ? TrialLimits.Violation(trial, limits) : 0;
            if (violation > 0)
            {
                infeasible.Add(new InfeasibleTrial(trial, violation, TrialLimits.Broken(trial, limits)));
            }
            else if (values is null)
            {
                leftOut.Add(new LeftOutTrial(trial, WhyLeftOut(trial, objectives)));
            }
            else
            {
                feasible.Add((trial, values));
            }
        }

        return new ParetoFront([.. objectives], feasible, seen)
        {
            LeftOut = [.. leftOut.OrderBy(left => left.Trial.Number)],
            Infeasible = [.. infeasible.OrderBy(broken => broken.Violation).ThenBy(broken => broken.Trial.Number)],
        };
    }

    /// <summary>The hypervolume up to <see cref="ReferencePoint"/>; 0 for an empty front.</summary>
    public double Hypervolume() => IsEmpty ? 0 : Hypervolume(ReferencePoint);

    /// <summary>The hypervolume up to a reference point given in the objectives' own units and directions; 0 for an empty front.</summary>
    /// <exception cref="ArgumentException">The reference has another number of values than there are objectives.</exception>
    public double Hypervolume(IReadOnlyList<double> reference)
    {
        if (reference.Count != Objectives.Length)
        {
            throw new ArgumentException($"the reference point has {reference.Count} values for {Objectives.Length} objectives", nameof(reference));
        }

        var minimized = new double[reference.Count];
        for (var index = 0; index < minimized.Length; index++)
        {
            minimized[index] = Objectives[index].Minimized(reference[index]);
        }

        return Core.Hypervolume.Of(_minimized, minimized);
    }

    private static string WhyLeftOut(Trial trial, IReadOnlyList<Objective> objectives) => trial.State switch
    {
        TrialState.Completed => string.Join(", ", objectives
            .Where(objective => trial.Value(objective.Name) is not { } value || !double.IsFinite(value))
            .Select(objective => trial.Value(objective.Name) is { } value
                ? FormattableString.Invariant($"{objective.Name} is {value}")
                : $"no {objective.Name} was measured")),
        TrialState.TimedOut => "timed out" + Because(trial),
        _ => trial.State.ToString().ToLowerInvariant() + Because(trial),
    };

    private static string Because(Trial trial) => trial.Reason is null ? "" : $": {trial.Reason}";

    private static double[] Flat(List<(Trial Trial, double[] Values)> members) => [.. members.SelectMany(member => member.Values)];

    private ImmutableArray<double> Corner(List<(Trial Trial, double[] Values)> members, Func<IEnumerable<double>, double> pick) =>
        members.Count == 0 ? [] : [.. Objectives.Select((objective, index) => objective.Minimized(pick(members.Select(member => member.Values[index]))))];

    private ImmutableArray<double> Reference(List<(Trial Trial, double[] Values)> seen)
    {
        if (seen.Count == 0)
        {
            return [];
        }

        return [.. Objectives.Select((objective, index) =>
        {
            var worst = seen.Max(member => member.Values[index]);
            var range = worst - seen.Min(member => member.Values[index]);
            var margin = 0.1 * (range > 0 ? range : worst == 0 ? 1 : Math.Abs(worst));
            return objective.Minimized(Math.Min(worst + margin, double.MaxValue));
        })];
    }
}
