using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What is known of a candidate before it is measured.</summary>
/// <param name="Computed">Its computed metrics; empty where nothing asked for them.</param>
/// <param name="Violations">Relative violation of each judged constraint, 0 where kept.</param>
internal sealed record Judgement(IReadOnlyDictionary<string, Measurement> Computed, ImmutableArray<double> Violations)
{
    /// <summary>Sum of the relative violations; finite.</summary>
    public double Total { get; } = Math.Min(Violations.Sum(), double.MaxValue);
}
