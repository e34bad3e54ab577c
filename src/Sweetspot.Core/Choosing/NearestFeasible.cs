using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Sweetspot.Core;

/// <summary>The trial that comes nearest to keeping all limits, where none does.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Violation">Sum of its relative violations.</param>
/// <param name="Broken">The limits that it breaks, worst first.</param>
public sealed partial record NearestFeasible(Trial Trial, double Violation, ImmutableArray<BrokenLimit> Broken)
{
    /// <summary>
    /// The nearest of the trials that completed or were found infeasible, by the sum of relative violations (so that milliseconds and bytes
    /// count alike); null where there is none, or where one keeps all limits.
    /// </summary>
    public static NearestFeasible? Find(IEnumerable<Trial> trials, IReadOnlyList<Constraint> constraints) => Find(
        trials.Where(trial => trial.State is TrialState.Completed or TrialState.Infeasible)
            .Select(trial => (trial, ChoosingValues.Lookup(trial))),
        constraints,
        []);

    internal static NearestFeasible? Find(
        IEnumerable<(Trial Trial, ValueLookup Lookup)> trials,
        IReadOnlyList<Constraint> constraints,
        IReadOnlyList<(RelativeGoal Goal, double Best)> goals)
    {
        var nearest = trials
            .Select(pair => Of(pair.Trial, pair.Lookup, constraints, goals))
            .OrderBy(found => found.Violation).ThenBy(found => found.Trial.Number)
            .FirstOrDefault();
        return nearest is { Violation: > 0 } ? nearest : null;
    }

    private static NearestFeasible Of(
        Trial trial, ValueLookup lookup, IReadOnlyList<Constraint> constraints, IReadOnlyList<(RelativeGoal Goal, double Best)> goals)
    {
        var limits = constraints.Select(limit => Limit(limit, lookup)).Concat(goals.Select(goal => Limit(goal.Goal, goal.Best, lookup)));
        ImmutableArray<BrokenLimit> broken = [.. limits.Where(limit => limit.Violation > 0).OrderByDescending(limit => limit.Violation)];
        return new NearestFeasible(trial, Math.Min(broken.Sum(limit => limit.Violation), double.MaxValue), broken);
    }

    private static BrokenLimit Limit(Constraint constraint, ValueLookup lookup)
    {
        var seen = constraint.Describe(lookup);
        return new BrokenLimit(constraint.Text, constraint.Violation(lookup), seen, Advice(constraint.Text, seen, lookup));
    }

    private static BrokenLimit Limit(RelativeGoal goal, double best, ValueLookup lookup)
    {
        var value = lookup(goal.Metric)?.Number ?? best;
        var (own, most) = PlainNumber.Pair(value, best);
        var seen = $"{goal.Metric} = {own}, best {most}";
        return new BrokenLimit(goal.ToString(), ChoosingValues.Violation(goal, best, value), seen, $"widen {goal} (nearest: {seen})");
    }

    private static string Advice(string limit, string seen, ValueLookup lookup)
    {
        if (SimpleLimit().Match(limit) is not { Success: true } match || lookup(match.Groups["name"].Value) is not { IsNumber: true } value)
        {
            return $"relax {limit} (nearest: {seen})";
        }

        var isUpper = match.Groups["sign"].Value[0] == '<';
        var bound = PlainNumber.Bound(value.Number, isUpper);

        // A strict limit at the nearest value would still be broken by it.
        var to = match.Groups["sign"].Length == 1 ? $"{match.Groups["name"].Value} {match.Groups["sign"].Value}= {bound}" : bound;
        return $"{(isUpper ? "raise" : "lower")} {limit} to {to} (nearest: {seen})";
    }

    /// <summary>A name, a comparison and a number, which is how most limits are written.</summary>
    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_]\w*)\s*(?<sign><=?|>=?)\s*[-+0-9.eE_]+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleLimit();
}
