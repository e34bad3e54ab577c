using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What one kind of data adds: the best candidate of the search beside its twin, which differs in this kind alone; both retrained with the same seeds or folds.</summary>
public sealed record ModalityFinding
{
    /// <summary>The kind of data, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The one of the two that uses it; null where it was not retrained.</summary>
    public required Trial? With { get; init; }

    /// <summary>The one of the two that leaves it out; null where it was not retrained.</summary>
    public required Trial? Without { get; init; }

    /// <summary>How much better the answers are with it, in the quality's unit; negative where they are worse; null where one side is missing.</summary>
    public double? Gain { get; init; }

    /// <summary>Standard error of <see cref="Gain"/>, paired.</summary>
    public double? StandardError { get; init; }

    /// <summary>Cost with it over cost without it, by metric: every cost objective, latency, training time and size.</summary>
    public ImmutableSortedDictionary<string, double> Ratios { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Whether it pays: better by more than the standard error, or no worse and cheaper; null where it cannot be told.</summary>
    public bool? Pays { get; init; }

    /// <summary>The same in words.</summary>
    public required string Text { get; init; }
}
