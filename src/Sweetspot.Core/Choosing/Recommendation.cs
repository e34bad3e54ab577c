using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The one size that a study recommends, and why.</summary>
public sealed record Recommendation
{
    /// <summary>The chosen finalist.</summary>
    public required FinalistResult Chosen { get; init; }

    /// <summary>The finalist of the best quality among those that keep all limits.</summary>
    public required FinalistResult BestFinalist { get; init; }

    /// <summary>All finalists, cheapest first.</summary>
    public required ImmutableArray<FinalistResult> Finalists { get; init; }

    /// <summary>The trial that made it a finalist.</summary>
    public Trial Trial => Chosen.Trial;

    /// <summary>The recommended point.</summary>
    public Candidate Candidate => Chosen.Candidate;

    /// <summary>The chosen finalist's metrics.</summary>
    public ImmutableSortedDictionary<string, Measurement> Metrics => Chosen.Metrics;

    /// <summary>The rule that chose: <c>one-standard-error</c>, <c>knee</c>, <c>utility</c>, <c>within(accuracy, 1%)</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in plain words with numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>What to say in place of a recommendation where nothing beats always giving the same answer beyond noise; null where something does.</summary>
    public string? NothingBeats { get; init; }

    /// <summary>What standard errors are made of, in words.</summary>
    public required string ErrorBasis { get; init; }

    /// <summary>The next cheaper size, on the scale of cost that the choice goes by; null where none was tried.</summary>
    public required SizeStep? StepDown { get; init; }

    /// <summary>The next dearer size, on the same scale; null where none was tried.</summary>
    public required SizeStep? StepUp { get; init; }

    /// <summary>What the reader should know before relying on it, a sentence or two each.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>What each kind of data adds, and whether it pays; empty where there is one kind.</summary>
    public ImmutableArray<ModalityFinding> Modalities { get; init; } = [];

    /// <summary>The references beside it: commonest class or mean, linear model.</summary>
    public required ImmutableArray<BaselineComparison> Baselines { get; init; }
}
