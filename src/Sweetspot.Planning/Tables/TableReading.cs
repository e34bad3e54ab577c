using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What a search needs of a table, checked.</summary>
internal sealed record TableReading
{
    /// <summary>Columns of the genes.</summary>
    public required ImmutableArray<TableColumn> Genes { get; init; }

    /// <summary>Rows that count.</summary>
    public required ImmutableArray<int> Rows { get; init; }

    /// <summary>For each fidelity, the metrics and the columns that hold them.</summary>
    public required ImmutableDictionary<int, ImmutableArray<(string Name, TableColumn Column)>> Levels { get; init; }

    /// <summary>The fidelity of a whole training.</summary>
    public required int FullLevel { get; init; }

    /// <summary>The column of seconds at a fidelity; null where there is none.</summary>
    public required Func<int, TableColumn?> CostOf { get; init; }

    /// <summary>Columns that are known before a training.</summary>
    public required ImmutableArray<TableColumn> Known { get; init; }

    /// <summary>Limits.</summary>
    public required ImmutableArray<Constraint> Constraints { get; init; }

    /// <summary>Goals relative to the best.</summary>
    public required ImmutableArray<RelativeGoal> Goals { get; init; }

    /// <summary>What was left out and why, a line each.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}
