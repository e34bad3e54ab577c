using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The outcome of evaluating one candidate; one case for each state in which an evaluation ends.</summary>
public abstract record Evaluation
{
    private Evaluation()
    {
    }

    /// <summary>The state of a trial that ended so.</summary>
    public abstract TrialState State { get; }

    /// <summary>Why it ended so; null where it completed.</summary>
    public virtual string? Reason => null;

    /// <summary>Whatever was measured, by metric name; finite values only.</summary>
    public ImmutableDictionary<string, Measurement> Metrics { get; init; } = ImmutableDictionary<string, Measurement>.Empty;

    /// <summary>Learning curve; empty where nothing was trained.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];

    /// <summary>A completed evaluation of the given metrics, or a diverged one where a value is not finite.</summary>
    public static Evaluation Of(params IEnumerable<(Metric Metric, double Value)> values)
    {
        var pairs = values.ToList();
        var bad = pairs.Find(pair => !double.IsFinite(pair.Value));
        return bad.Metric is null
            ? new Completed { Metrics = pairs.ToImmutableDictionary(pair => pair.Metric.Name, pair => pair.Metric.Computed(pair.Value)) }
            : new Diverged(FormattableString.Invariant($"{bad.Metric.Name} is {bad.Value}"));
    }

    /// <summary>Ran to its end.</summary>
    public sealed record Completed : Evaluation
    {
        /// <summary>
        /// Per-example scores on the held-out rows, for paired comparison: each row's part of the study's quality, flipped so that higher is better and their mean is the quality (of
        /// accuracy 1 or 0); where the quality has no parts, of the task's usual one. Empty where not kept.
        /// </summary>
        public ImmutableArray<ExampleScore> Scores { get; init; } = [];

        /// <inheritdoc/>
        public override TrialState State => TrialState.Completed;
    }

    /// <summary>Stopped early because it could not matter.</summary>
    public sealed record Pruned(string Why) : Evaluation
    {
        /// <inheritdoc/>
        public override TrialState State => TrialState.Pruned;

        /// <inheritdoc/>
        public override string? Reason => Why;
    }

    /// <summary>Breaks a limit that is known before training; nothing was trained.</summary>
    public sealed record Infeasible(string Why) : Evaluation
    {
        /// <inheritdoc/>
        public override TrialState State => TrialState.Infeasible;

        /// <inheritdoc/>
        public override string? Reason => Why;
    }

    /// <summary>Training gave NaN or infinity.</summary>
    public sealed record Diverged(string Why) : Evaluation
    {
        /// <inheritdoc/>
        public override TrialState State => TrialState.Diverged;

        /// <inheritdoc/>
        public override string? Reason => Why;
    }

    /// <summary>Crashed, ran out of memory, or gave malformed output.</summary>
    public sealed record Failed(string Why) : Evaluation
    {
        /// <inheritdoc/>
        public override TrialState State => TrialState.Failed;

        /// <inheritdoc/>
        public override string? Reason => Why;
    }

    /// <summary>Ran beyond its time limit.</summary>
    public sealed record TimedOut(TimeSpan Limit) : Evaluation
    {
        /// <inheritdoc/>
        public override TrialState State => TrialState.TimedOut;

        /// <inheritdoc/>
        public override string? Reason => FormattableString.Invariant($"ran beyond its limit of {Limit.TotalSeconds:0.##} s");
    }
}
