using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What a recommendation is made of.</summary>
public sealed record RecommendationInput
{
    /// <summary>The study's objectives, quality among them.</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>The objective that says how good the answers are: accuracy, r2, rmse …</summary>
    public required Objective Quality { get; init; }

    /// <summary>Limits that a choice must keep.</summary>
    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>Limits relative to the best found. With the default rule they replace the standard error as the criterion.</summary>
    public IReadOnlyList<RelativeGoal> Goals { get; init; } = [];

    /// <summary>How one is chosen.</summary>
    public ChoosingRule Rule { get; init; } = ChoosingRule.OneStandardError;

    /// <summary>Prices of the utility rule: metric name to worth (or cost) of one unit; positive numbers.</summary>
    public ImmutableSortedDictionary<string, double> Prices { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The finalists with their evidence.</summary>
    public required IReadOnlyList<FinalistEvidence> Finalists { get; init; }

    /// <summary>Members of the front.</summary>
    public required IReadOnlyList<Trial> Front { get; init; }

    /// <summary>All search and baseline trials, of every state.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>Group of each row of the training data, by <see cref="ExampleScore.Row"/>; null where rows are independent.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>Rows held out for validation during the search; 0 where unknown.</summary>
    public int ValidationRows { get; init; }

    /// <summary>The metric that says how big a model is.</summary>
    public string SizeMetric { get; init; } = Metrics.Parameters.Name;

    /// <summary>Ends of the space at which a candidate sits; null where the space has none to speak of.</summary>
    public Func<Candidate, IReadOnlyList<SpaceEdge>>? Edges { get; init; }

    /// <summary>A candidate in words; null: its key.</summary>
    public Func<Candidate, string>? Describe { get; init; }

    /// <summary>Quality of always answering the commonest class (or the mean); null where not known.</summary>
    public double? MajorityQuality { get; init; }

    /// <summary>Kinds of data that candidates may use or leave out; empty where there is one.</summary>
    public IReadOnlyList<Modality> Modalities { get; init; } = [];

    /// <summary>The best candidate of the search by its single value, which kinds of data are judged by; null where none was found.</summary>
    public Candidate? Ablated { get; init; }

    /// <summary>What differs from <see cref="Ablated"/> in one kind of data each, as far as the space has it.</summary>
    public IReadOnlyList<Candidate> Ablations { get; init; } = [];

    /// <summary>How much single values scatter, where nothing can be retrained (a table of results); null where finalists are.</summary>
    public SingleRunNoise? SingleRunNoise { get; init; }

    /// <summary>What else kept this machine busy during the study, in words; null where nothing did.</summary>
    public string? ForeignLoad { get; init; }

    /// <summary>What the study's time did to it, a sentence each; empty where it was kept.</summary>
    public IReadOnlyList<string> TimeRemarks { get; init; } = [];
}
