using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>All that a finished, running or cancelled study has to show; what JSON, the terminal and the report are made of.</summary>
internal sealed record StudyResult
{
    /// <summary>Its number in the store.</summary>
    public required long StudyId { get; init; }

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

    /// <summary>Whether compressing paid, against training the smaller model; empty where nothing was compressed or compared.</summary>
    public IReadOnlyList<CompressionComparison> Compression { get; init; } = [];

    /// <summary>The study's definition.</summary>
    public required StudyDefinition Definition { get; init; }

    /// <summary>What the store keeps of the definition and the data.</summary>
    public required StoredDefinition Stored { get; init; }

    /// <summary>Why nothing could be tried at all; null where something was.</summary>
    public string? Problem { get; init; }

    /// <summary>What was recognised in the data, and how the space was made.</summary>
    public IEnumerable<string> Notes => [.. Stored.Profile.Notes, .. Definition.Explanation];

    /// <summary>A candidate as a model: <c>mlp 64-128-10</c>, <c>cnn 16-32 k3, 14 px, shift</c>.</summary>
    public string Describe(Candidate candidate) => Definition.Describe(candidate);
}
