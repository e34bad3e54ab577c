using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What the next cheaper or dearer size would change.</summary>
public sealed record SizeStep
{
    /// <summary>The neighbour's search trial.</summary>
    public required Trial Trial { get; init; }

    /// <summary>The point.</summary>
    public Candidate Candidate => Trial.Candidate;

    /// <summary>Its metrics: verified where it is a finalist, of a single run otherwise.</summary>
    public required ImmutableSortedDictionary<string, Measurement> Metrics { get; init; }

    /// <summary>Whether it is a finalist; otherwise both qualities compared are of single runs.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Its quality minus the chosen one's, in the metric's own direction and unit.</summary>
    public required double QualityDifference { get; init; }

    /// <summary>Standard error of the difference, paired; null where only single runs were compared.</summary>
    public required double? QualityStandardError { get; init; }

    /// <summary>Its cost over the chosen one's, by metric name: latency, training time, size, every cost objective.</summary>
    public required ImmutableSortedDictionary<string, double> Ratios { get; init; }

    /// <summary>The same in words.</summary>
    public required string Text { get; init; }
}
