namespace Sweetspot.Planning;

/// <summary>One way to train a shape, worked out in full.</summary>
public sealed record TrainingChoice
{
    /// <summary>What is trained.</summary>
    public required TransformerArchitecture Shape { get; init; }

    /// <summary>How the work is split.</summary>
    public required Parallelism Parallelism { get; init; }

    /// <summary>Sequences of one pass.</summary>
    public required int MicroBatch { get; init; }

    /// <summary>Sequences of a step.</summary>
    public required int GlobalBatch { get; init; }

    /// <summary>What is worked out a second time.</summary>
    public required Recompute Recompute { get; init; }

    /// <summary>What it comes to.</summary>
    public required PlanPoint Point { get; init; }

    /// <summary>What fills a device, part by part.</summary>
    public required TrainingMemoryParts Memory { get; init; }

    /// <summary>A step, part by part.</summary>
    public required TrainingStep Step { get; init; }

    /// <summary>Seconds of training: of its steps, times what published runs took beyond theirs.</summary>
    public required Estimate Seconds { get; init; }

    /// <summary>Dollars; null where no price is known.</summary>
    public required Estimate? Usd { get; init; }

    /// <summary>Energy in joules; null where the device's power is not known.</summary>
    public required Estimate? Joules { get; init; }

    /// <summary>Whether the law is asked more than ten times beyond its largest run.</summary>
    public required bool IsExtrapolated { get; init; }

    /// <summary>Where the law's loss lies at 95 %; null without resamples, or without a law's say.</summary>
    public required Interval? Loss { get; init; }

    /// <summary>Where the loss of one run lies at 95 %, its scatter in; null where the law does not tell.</summary>
    public required Interval? RunLoss { get; init; }

    /// <summary>FLOPs of training as laws count them, 6 N D, with the parameters that one token uses.</summary>
    public double TrainingFlops => ScalingLaw.FlopsPerParameterToken * Shape.Parameters.Active * Point.Tokens;

    /// <summary>Parameters in all.</summary>
    public double Parameters => Shape.Parameters.Total;
}
