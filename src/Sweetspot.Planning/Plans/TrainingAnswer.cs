using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Which size, and how to train it, on given hardware.</summary>
public sealed record TrainingAnswer
{
    /// <summary>What was asked.</summary>
    public required PlanQuestion Question { get; init; }

    /// <summary>What is recommended.</summary>
    public required TrainingChoice Best { get; init; }

    /// <summary>How it answers once it is trained; null where that was not asked.</summary>
    public required ServingChoice? Serving { get; init; }

    /// <summary>By what rule, as <c>find</c> names its rules.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The Pareto front: of a budget, loss against size; of a target, cost against time. Cheapest first.</summary>
    public required ImmutableArray<TrainingChoice> Front { get; init; }

    /// <summary>Every size that was possible on the chosen number of devices, smallest first; the larger than best ones too.</summary>
    public required ImmutableArray<TrainingChoice> Sizes { get; init; }

    /// <summary>Sizes that are as good: loss, or device hours of a target, within 1 % of the best; null where the model is given.</summary>
    public required Interval? Flat { get; init; }

    /// <summary>What limits it.</summary>
    public required ImmutableArray<PlanLimit> Limits { get; init; }

    /// <summary>Candidates worked out.</summary>
    public required long Evaluated { get; init; }

    /// <summary>Whether that was all of them.</summary>
    public required bool IsExhaustive { get; init; }

    /// <summary>What was assumed, and what to be careful about.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
