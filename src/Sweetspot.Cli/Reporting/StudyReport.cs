using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>All that the HTML report shows; filled by the command, so that the report knows no store, data or trainer.</summary>
internal sealed record StudyReport
{
    /// <summary>The study's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the study stands, in a word: <c>done</c>, <c>running</c> …</summary>
    public required string State { get; init; }

    /// <summary>Why the recommendation is not the answer yet; null where it is.</summary>
    public string? Provisional { get; init; }

    /// <summary>Time spent, or null where not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What was understood of task and data, a line each.</summary>
    public IReadOnlyList<string> Task { get; init; } = [];

    /// <summary>What was recognised in and done to the data, a line each.</summary>
    public IReadOnlyList<string> DataNotes { get; init; } = [];

    /// <summary>The space and why it is so, a line each.</summary>
    public IReadOnlyList<string> Space { get; init; } = [];

    /// <summary>The machine, in a line.</summary>
    public string Machine { get; init; } = "";

    /// <summary>How things were measured: engine, seeds, splits; a line each, after those that hold for every study.</summary>
    public IReadOnlyList<string> Method { get; init; } = [];

    /// <summary>Names and versions of what took part.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Versions { get; init; } = [];

    /// <summary>The objectives.</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>The quality among them.</summary>
    public required Objective Quality { get; init; }

    /// <summary>All trials of all purposes.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>Numbers of the trials on the front.</summary>
    public IReadOnlyList<long> Front { get; init; } = [];

    /// <summary>What choosing came to.</summary>
    public ChoosingOutcome Outcome { get; init; } = new(null, null);

    /// <summary>What 8-bit integers cost and gave each finalist that has them, a line each.</summary>
    public IReadOnlyList<string> Precision { get; init; } = [];

    /// <summary>Warnings beyond the recommendation's own.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether compressing paid, a line for each way.</summary>
    public IReadOnlyList<string> Compression { get; init; } = [];

    /// <summary>The law that a ladder of trainings tells; null of other studies, and where the runs tell none.</summary>
    public LawReport? Law { get; init; }

    /// <summary>Statistics by generation, where the classic algorithm ran.</summary>
    public IReadOnlyList<GenerationPoint> Generations { get; init; } = [];

    /// <summary>A candidate in words; null: its key.</summary>
    public Func<Candidate, string>? Describe { get; init; }

    /// <summary>The metric that says how big a model is.</summary>
    public string SizeMetric { get; init; } = Metrics.Parameters.Name;

    /// <summary>The candidate in words.</summary>
    public string Text(Candidate candidate) => Describe?.Invoke(candidate) ?? candidate.Key;
}
