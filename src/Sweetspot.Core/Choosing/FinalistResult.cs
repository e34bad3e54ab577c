using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>How one finalist was judged.</summary>
public sealed record FinalistResult
{
    /// <summary>The trial that made it a finalist.</summary>
    public required Trial Trial { get; init; }

    /// <summary>The point.</summary>
    public Candidate Candidate => Trial.Candidate;

    /// <summary>
    /// Means of the verifications with their standard errors for what training decides, the origin trial's value for the rest, and the
    /// <c>test_*</c> values of its final training.
    /// </summary>
    public required ImmutableSortedDictionary<string, Measurement> Metrics { get; init; }

    /// <summary>Mean verified quality with its standard error.</summary>
    public required Measurement Quality { get; init; }

    /// <summary>Completed verifications behind it; 0: judged by its search trial only.</summary>
    public required int Verifications { get; init; }

    /// <summary>How much worse than the best finalist, in the quality's unit; 0 for the best.</summary>
    public required double DifferenceToBest { get; init; }

    /// <summary>Standard error of <see cref="DifferenceToBest"/>, paired; 0 for the best.</summary>
    public required double DifferenceStandardError { get; init; }

    /// <summary>Mean over the cost objectives of ln(cost / cheapest on the front).</summary>
    public required double Cost { get; init; }

    /// <summary>Cost relative to the best finalist's: 0.31 is a third.</summary>
    public required double RelativeCost { get; init; }

    /// <summary>Whether it is the linear reference.</summary>
    public bool IsBaseline => Trial.Request.Purpose == TrialPurpose.Baseline;

    /// <summary>Whether its quality is the best of those that keep all limits.</summary>
    public required bool IsBest { get; init; }

    /// <summary>Whether it is the recommended one.</summary>
    public required bool IsChosen { get; init; }

    /// <summary>What became of it, in a few words.</summary>
    public required string Verdict { get; init; }
}
