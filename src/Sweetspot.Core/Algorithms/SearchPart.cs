namespace Sweetspot.Core;

/// <summary>A part of <c>auto</c> that can be switched off.</summary>
public enum SearchPart
{
    /// <summary>Objectives that are computed are taken as they are, not learned.</summary>
    Known,

    /// <summary>The first trials are sizes that the data suggest, the smallest and the largest; without it they are spread evenly.</summary>
    Start,

    /// <summary>A free worker gets a proposal at once; without it one waits until all of a generation have ended.</summary>
    Steady,

    /// <summary>Most proposals come from a model of all results.</summary>
    Surrogate,

    /// <summary>Until 40 candidates are tried, what the model proposes is before all else for what it may gain near the best quality.</summary>
    Recommend,

    /// <summary>A fixed share of the proposals are children of the best so far.</summary>
    Evolution,

    /// <summary>Where there are levels of training, most candidates are tried at a low one first.</summary>
    Fidelity,

    /// <summary>Where trainings go wrong is learned, and avoided.</summary>
    Failures,

    /// <summary>The search ends when nothing more is to be expected.</summary>
    Converge,
}
