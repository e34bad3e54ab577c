using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>All that a finished, running or cancelled study of trainings has to show; the report is made of it too.</summary>
internal sealed record StudyResult : StudyOverview
{
    /// <summary>Its number in the store.</summary>
    public required long StudyId { get; init; }

    /// <summary>The study's definition.</summary>
    public required StudyDefinition Definition { get; init; }

    /// <summary>What the store keeps of the definition and the data.</summary>
    public required StoredDefinition Stored { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Constraint> Constraints => Definition.Constraints;

    /// <inheritdoc/>
    public override IReadOnlyList<string> WithoutVerdict => [.. AskedFor.Lines(Definition.Genes, Trials, [.. Compression.Select(comparison => comparison.Candidate)])];

    /// <inheritdoc/>
    public override IEnumerable<string> Notes => [.. Stored.Profile.Notes, .. Definition.Explanation];

    /// <summary>A candidate as a model: <c>mlp 64-128-10</c>, <c>cnn 16-32 k3, 14 px, shift</c>.</summary>
    public override string Describe(Candidate candidate) => Definition.Describe(candidate);
}
