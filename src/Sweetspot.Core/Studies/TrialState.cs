namespace Sweetspot.Core;

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>Asked for, not yet claimed.</summary>
    Waiting,

    /// <summary>A worker holds its lease.</summary>
    Running,

    /// <summary>Ended with values.</summary>
    Completed,

    /// <summary>Stopped early because it could not matter.</summary>
    Pruned,

    /// <summary>Breaks a limit known before training.</summary>
    Infeasible,

    /// <summary>NaN or infinity from training.</summary>
    Diverged,

    /// <summary>Crash or malformed output.</summary>
    Failed,

    /// <summary>Beyond its time limit.</summary>
    TimedOut,

    /// <summary>Its worker's lease ran out and no attempts are left; a late result is still accepted.</summary>
    Lost,

    /// <summary>Given up by the user or by a budget before it ran.</summary>
    Abandoned,
}
