using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Reads candidates and metrics for choosing.</summary>
internal static class ChoosingValues
{
    /// <summary>Genes, derived values, then the trial's own metrics.</summary>
    public static ValueLookup Lookup(Trial trial) => Lookup(trial.Candidate, trial.Metrics);

    /// <summary>Genes, derived values, then these metrics.</summary>
    public static ValueLookup Lookup(Candidate candidate, IReadOnlyDictionary<string, Measurement> metrics) => name =>
        candidate.Find(name) ?? (metrics.TryGetValue(name, out var metric) ? GeneValue.Of(metric.Value) : null);

    /// <summary>A trial's completed value of a metric; null where it did not complete or the value is not finite.</summary>
    public static double? Completed(Trial trial, string metric) =>
        trial.State == TrialState.Completed && trial.Value(metric) is { } value && double.IsFinite(value) ? value : null;

    /// <summary>Objectives that are costs: minimised ones other than quality; the size where there is none.</summary>
    public static ImmutableArray<string> CostMetrics(IEnumerable<Objective> objectives, Objective quality, string sizeMetric)
    {
        ImmutableArray<string> costs =
        [
            .. objectives.Where(objective => objective.Direction == Direction.Minimize && objective.Name != quality.Name)
                .Select(objective => objective.Name),
        ];
        return costs.IsEmpty ? [sizeMetric] : costs;
    }

    /// <summary>How far a goal is missed, relative to the best value's magnitude (points: to the tolerance's own scale, 1).</summary>
    public static double Violation(RelativeGoal goal, double best, double value)
    {
        var better = Metrics.Find(goal.Metric)?.Better ?? Direction.Maximize;
        var behind = better == Direction.Maximize ? best - value : value - best;
        var scale = goal.IsAbsolute || best == 0 ? 1 : Math.Abs(best);
        var excess = (behind / scale) - goal.Tolerance;

        // A difference of exactly the tolerance is within it: leave room for rounding of the subtraction.
        return excess <= 1e-9 ? 0 : excess;
    }
}
