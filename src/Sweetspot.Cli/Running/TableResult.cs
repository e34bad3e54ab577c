using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A search on a table of results.</summary>
internal sealed record TableResult : StudyOverview
{
    public required TableStudy Study { get; init; }

    /// <summary>The replay; its trials are in the order of ending.</summary>
    public required ReplayOutcome Outcome { get; init; }

    /// <summary>Simulated workers.</summary>
    public required int Workers { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<Constraint> Constraints => Study.Constraints;

    /// <inheritdoc/>
    public override IEnumerable<string> Notes => Study.Notes;

    /// <inheritdoc/>
    public override string? Provisional => State == StudyState.Cancelled ? $"interrupted after {Counted.Of(Trials.Count, "trial")}; provisional" : null;

    /// <inheritdoc/>
    public override string Again => "The same command begins anew";

    /// <summary>A point of a table has no other name than its values.</summary>
    public override string Describe(Candidate candidate) => candidate.Key;
}
