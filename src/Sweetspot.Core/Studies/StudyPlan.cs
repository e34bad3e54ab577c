using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What a <see cref="StudyRunner"/> needs to know of a study, resolved and without any reference to data or hardware.</summary>
public sealed record StudyPlan
{
    /// <summary>The study's one seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Objectives; the first is the quality that verification judges.</summary>
    public required ImmutableArray<Objective> Objectives { get; init; }

    /// <summary>Limits on candidates.</summary>
    public required ImmutableArray<Constraint> Constraints { get; init; }

    /// <summary>The quality metric by which finalists are judged.</summary>
    public required Metric Quality { get; init; }

    /// <summary>Fidelity of every search trial.</summary>
    public required Fidelity Fidelity { get; init; }

    /// <summary>The reference candidate that is always trained beside the search (the linear model); null for none.</summary>
    public Candidate? Baseline { get; init; }

    /// <summary>Folds of the verification; null where finalists are retrained on the fixed validation part.</summary>
    public int? Folds { get; init; }

    /// <summary>Fresh seeds for each finalist where there are no folds.</summary>
    public int Replicates { get; init; } = 3;

    /// <summary>How often each finalist is retrained where the time allows it: once for each fold, or with each seed.</summary>
    public int Repeats => Folds ?? Replicates;

    /// <summary>Rows of the fixed validation part; sizes the binomial guess of noise.</summary>
    public int ValidationRows { get; init; }

    /// <summary>What there is to know of pruned and distilled candidates; null where there are none.</summary>
    public CompressionPlan? Compression { get; init; }

    /// <summary>Whether finalists are retrained to be judged, and trained on everything: not where trials are wanted for a law alone.</summary>
    public bool JudgesFinalists { get; init; } = true;

    /// <summary>Candidates to try.</summary>
    public required int TrialBudget { get; init; }

    /// <summary>Wall-clock time for the whole study, verification included.</summary>
    public required TimeSpan TimeBudget { get; init; }

    /// <summary>
    /// What differs from a candidate in one thing each. When the search ends, those of its best are tried beyond the budget of trials, and retrained beside it with the same seeds
    /// or folds, as far as the time allows; null: none.
    /// </summary>
    public Func<Candidate, IReadOnlyList<Candidate>>? Ablations { get; init; }

    /// <summary>Whether the search ends when its algorithm expects no more gain; then no larger budget goes on with it.</summary>
    public bool EndsConverged { get; init; } = true;

    /// <summary>Trials that run side by side.</summary>
    public required int Workers { get; init; }
}
