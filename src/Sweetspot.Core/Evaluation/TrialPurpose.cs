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
}
