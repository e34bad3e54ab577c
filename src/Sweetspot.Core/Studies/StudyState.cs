namespace Sweetspot.Core;

/// <summary>Where a study stands.</summary>
public enum StudyState
{
    /// <summary>A coordinator is at it, or was when it died.</summary>
    Running,

    /// <summary>Its budget is used up and the recommendation stands.</summary>
    Done,

    /// <summary>The search saw no further gain.</summary>
    Converged,

    /// <summary>Every feasible point of the space was tried.</summary>
    Exhausted,

    /// <summary>No trial keeps all limits.</summary>
    NothingFeasible,

    /// <summary>Trials were begun, and not one of them completed; their reasons say why.</summary>
    NothingCompleted,

    /// <summary>Stopped before its end; it can be resumed.</summary>
    Cancelled,
}
