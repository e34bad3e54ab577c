using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>What every kind of study has to show; what JSON and the terminal are made of.</summary>
internal abstract record StudyOverview
{
    public required string Name { get; init; }

    public required string Identity { get; init; }

    public required string Algorithm { get; init; }

    public required ulong Seed { get; init; }

    public required StudyState State { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required ImmutableArray<Objective> Objectives { get; init; }

    /// <summary>Every trial, by number.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>Non-dominated search trials and the linear model; by their search values.</summary>
    public required ParetoFront Front { get; init; }

    public required ChoosingOutcome Choice { get; init; }

    /// <summary>Whether compressing paid, against training the smaller model; empty where nothing was compressed.</summary>
    public IReadOnlyList<CompressionComparison> Compression { get; init; } = [];

    /// <summary>What was asked for and came to no verdict: no such model was tried, or none was good enough; a line each.</summary>
    public virtual IReadOnlyList<string> WithoutVerdict => [];

    /// <summary>Why nothing could be tried at all; null where something was.</summary>
    public string? Problem { get; init; }

    /// <summary>Why a recommendation is not the answer yet, in words; null where the study has ended.</summary>
    public virtual string? Provisional => Standing.Of(State, Trials);

    /// <summary>What the same command does after it was stopped.</summary>
    public virtual string Again => "The same command goes on with it";

    /// <summary>Its limits.</summary>
    public abstract ImmutableArray<Constraint> Constraints { get; }

    /// <summary>What was recognised in the data, and how the space was made.</summary>
    public abstract IEnumerable<string> Notes { get; }

    /// <summary>A candidate in words.</summary>
    public abstract string Describe(Candidate candidate);
}
