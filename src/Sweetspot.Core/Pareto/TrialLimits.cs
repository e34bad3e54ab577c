using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Judges a trial's constraints from its genes and metrics.</summary>
internal static class TrialLimits
{
    /// <summary>Reads genes, derived values and metrics of a trial.</summary>
    public static ValueLookup LookupOf(Trial trial) => name =>
        trial.Candidate.Find(name) ?? (trial.Value(name) is { } value && double.IsFinite(value) ? GeneValue.Of(value) : null);

    /// <summary>Sum of the relative violations; 0 where every limit that applies holds.</summary>
    public static double Violation(Trial trial, IReadOnlyList<Constraint> constraints)
    {
        var lookup = LookupOf(trial);
        return Math.Min(constraints.Sum(constraint => constraint.Violation(lookup)), double.MaxValue);
    }

    /// <summary>The limits broken, with the values seen.</summary>
    public static ImmutableArray<string> Broken(Trial trial, IReadOnlyList<Constraint> constraints)
    {
        var lookup = LookupOf(trial);
        return [.. constraints.Where(limit => limit.Violation(lookup) > 0).Select(limit => $"{limit.Text} ({limit.Describe(lookup)})")];
    }

    /// <summary>The objective values, flipped so that smaller is better; null where one is missing or not finite.</summary>
    public static double[]? Minimized(Trial trial, IReadOnlyList<Objective> objectives)
    {
        var values = new double[objectives.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (trial.Value(objectives[index].Name) is not { } value || !double.IsFinite(value))
            {
                return null;
            }

            values[index] = objectives[index].Minimized(value);
        }

        return values;
    }
}
