namespace Sweetspot.Core;

/// <summary>Why a trial runs.</summary>
public enum TrialPurpose
{
    /// <summary>Proposed by the search algorithm.</summary>
    Search,

    /// <summary>A reference beside the result: the linear model. It is a candidate too.</summary>
    Baseline,

    /// <summary>A finalist retrained with a fresh seed, or on one fold, to judge it without luck.</summary>
    Verification,

    /// <summary>A finalist trained once on all training data, to be kept and measured on the test data.</summary>
    Final,

    /// <summary>One of the sizes among which the teacher of distilled candidates is chosen, where the search has no trial of it.</summary>
    Teacher,

    /// <summary>A compressed candidate, or its shape trained from scratch, to see whether compressing it paid. No finalist.</summary>
    Comparison,
}
