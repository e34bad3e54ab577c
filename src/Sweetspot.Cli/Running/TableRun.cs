using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A search on a table of results as the command line asks for it.</summary>
internal sealed record TableRun
{
    public required TableSpec Spec { get; init; }

    public required string Algorithm { get; init; }

    /// <summary>Parts of <c>auto</c> that are switched off, by name.</summary>
    public required ImmutableArray<string> Without { get; init; }

    /// <summary>Whether a row's levels are one training that goes on.</summary>
    public required bool IsResumable { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Most trials; null: the usual number.</summary>
    public required int? Trials { get; init; }

    /// <summary>Virtual time; null: no limit.</summary>
    public required TimeSpan? Time { get; init; }

    /// <summary>Simulated workers.</summary>
    public required int Workers { get; init; }

    public required ChooseSpec Choose { get; init; }

    /// <summary>What is wrong with the arguments, whatever the table holds.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
