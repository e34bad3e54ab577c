using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A search on a table of results, as the user defines it.</summary>
public sealed record TableSpec
{
    /// <summary>Columns that are the genes.</summary>
    public required ImmutableArray<string> Genes { get; init; }

    /// <summary>Columns to make better, the quality first.</summary>
    public required ImmutableArray<ObjectiveSpec> Objectives { get; init; }

    /// <summary>Column of what a row took, in seconds; null: every row takes one. May be a pattern as <see cref="Fidelity"/>.</summary>
    public string? Cost { get; init; }

    /// <summary>Columns of the quality after less training: <c>val_acc_{1,5,15,40}</c>; null for none.</summary>
    public string? Fidelity { get; init; }

    /// <summary>Columns that would be known before a training: a search may read them of any row for nothing.</summary>
    public ImmutableArray<string> Known { get; init; } = [];

    /// <summary>Conditions that a row must meet to be there at all.</summary>
    public ImmutableArray<string> Where { get; init; } = [];

    /// <summary>Limits and goals, as in a study.</summary>
    public ImmutableArray<string> Constraints { get; init; } = [];
}
