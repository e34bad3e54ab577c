using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>One evaluation with its state, values, seed, timings and provenance.</summary>
public sealed record Trial
{
    /// <summary>Number within its study, from 0, in the order of asking. Never reused.</summary>
    public required long Number { get; init; }

    /// <summary>What was asked.</summary>
    public required TrialRequest Request { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>
    /// Place in the order of ending, from 1; replay tells in this order. Null while it has not ended, and where it is
    /// <see cref="TrialState.Abandoned"/>: it never ran. A late result of a <see cref="TrialState.Lost"/> trial takes a new place, and the old one
    /// stays empty.
    /// </summary>
    public long? Sequence { get; init; }

    /// <summary>How often it was claimed; the fencing token of its lease.</summary>
    public int Attempt { get; init; }

    /// <summary>Why it ended as it did; null where it completed or has not ended.</summary>
    public string? Reason { get; init; }

    /// <summary>What was measured, by metric name; finite values only.</summary>
    public ImmutableDictionary<string, Measurement> Metrics { get; init; } = ImmutableDictionary<string, Measurement>.Empty;

    /// <summary>Learning curve; empty where nothing was trained.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last claimed; null before.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The candidate.</summary>
    public Candidate Candidate => Request.Candidate;

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool HasEnded => State is not (TrialState.Waiting or TrialState.Running);

    /// <summary>A metric's value, or null where it was not measured.</summary>
    public double? Value(string metric) => Metrics.TryGetValue(metric, out var measurement) ? measurement.Value : null;
}
