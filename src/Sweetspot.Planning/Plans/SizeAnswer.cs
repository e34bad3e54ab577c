using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>The best size for a number of FLOPs, or the least FLOPs for a loss, by the law alone.</summary>
public sealed record SizeAnswer
{
    /// <summary>What was asked.</summary>
    public required PlanQuestion Question { get; init; }

    /// <summary>Size, tokens, loss, and FLOPs of training and answering together.</summary>
    public required ComputeOptimum Best { get; init; }

    /// <summary>Where the best size lies at 95 %; null where the law has no resamples.</summary>
    public required Interval? Parameters { get; init; }

    /// <summary>Where its tokens lie.</summary>
    public required Interval? Tokens { get; init; }

    /// <summary>Where tokens for each parameter lie.</summary>
    public required Interval? TokensPerParameter { get; init; }

    /// <summary>Where the law's loss of this size lies; of a target, where the FLOPs lie.</summary>
    public required Interval? Value { get; init; }

    /// <summary>Where the loss of one run of this size lies at 95 %, its scatter in; null where the law does not tell.</summary>
    public required Interval? RunLoss { get; init; }

    /// <summary>Sizes that are as good: loss, or FLOPs for a target, within 1 % of the best.</summary>
    public required Interval Flat { get; init; }

    /// <summary>A decoder of about that size.</summary>
    public required TransformerArchitecture Shape { get; init; }

    /// <summary>How it answers once it is trained; null where that was not asked.</summary>
    public required ServingChoice? Serving { get; init; }

    /// <summary>What limits it.</summary>
    public required ImmutableArray<PlanLimit> Limits { get; init; }

    /// <summary>What to be careful about.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>FLOPs of training alone, 6 N D.</summary>
    public double TrainingFlops => ScalingLaw.FlopsPerParameterToken * Best.Parameters * Best.Tokens;

    /// <summary>How often each different token is seen; 1 where there are enough.</summary>
    public double Epochs => Question.UniqueTokens is { } unique ? Math.Max(1, Best.Tokens / unique) : 1;

    /// <summary>Whether the law is asked more than ten times beyond its largest run.</summary>
    public bool IsExtrapolated => Question.Law.Runs?.IsBeyond(TrainingFlops) ?? false;
}
