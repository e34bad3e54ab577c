using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Sweetspot.Planning;

/// <summary>A study as the user defines it, by file, preset or flags. Absent parts have defaults that depend on the data.</summary>
public sealed record StudySpec
{
    /// <summary>Name shown to people; null: from the data.</summary>
    public string? Name { get; init; }

    /// <summary>Task and data.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Genes and derived values in order; empty: the default space of the task and data.</summary>
    public ImmutableArray<GeneSpec> Space { get; init; } = [];

    /// <summary>Precisions to search (<see cref="PrecisionGene.Words"/>), in place of those of the space; empty: what the space has.</summary>
    public ImmutableArray<string> Precisions { get; init; } = [];

    /// <summary>Whether the genes <c>prune</c> and <c>distill</c> are added to the space.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Compress { get; init; }

    /// <summary>Objectives; empty: quality up, latency_ms down, train_seconds down.</summary>
    public ImmutableArray<ObjectiveSpec> Objectives { get; init; } = [];

    /// <summary>Constraint expressions and <c>within(…)</c> goals, as written.</summary>
    public ImmutableArray<string> Constraints { get; init; } = [];

    /// <summary>Time within which one example must be answered; null: none. Without a limit or objective of its own it is the limit <c>missed_deadlines &lt;= 0.01</c>.</summary>
    public DeadlineSpec? Deadline { get; init; }

    /// <summary>Most epochs of one training; null: by the size of the data.</summary>
    public int? Epochs { get; init; }

    /// <summary>Levels of training below the whole one; null: none, but for <c>halving</c>, which has two.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RungSpec? Rungs { get; init; }

    /// <summary>FLOPs of one training of a language model; null: by the time of the study. Set once the study begins, so that it stays what it was.</summary>
    public double? Compute { get; init; }

    /// <summary>Search algorithm: one of <see cref="Sweetspot.Core.SearchAlgorithms.Names"/>.</summary>
    public string Algorithm { get; init; } = "auto";

    /// <summary>Parts of <c>auto</c> that are switched off (<see cref="Sweetspot.Core.SearchParts.Names"/>). All but <c>converge</c>, which changes no proposal, are part of the study's identity.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>The study's one seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Fresh seeds for each finalist where verification does not use folds.</summary>
    public int Replicates { get; init; } = 3;

    /// <summary>Budget and workers. Not part of the study's identity.</summary>
    public BudgetSpec Budget { get; init; } = new();

    /// <summary>How the recommendation is chosen. Not part of the study's identity.</summary>
    public ChooseSpec Choose { get; init; } = new();
}
