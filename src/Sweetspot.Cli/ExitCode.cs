namespace Sweetspot.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done: budget reached, converged, or space exhausted.</summary>
    public const int Ok = 0;

    /// <summary>Our fault.</summary>
    public const int Fault = 1;

    /// <summary>Usage, study file or data.</summary>
    public const int Usage = 2;

    /// <summary>Nothing feasible.</summary>
    public const int NothingFeasible = 3;

    /// <summary>Store or study busy or unreachable.</summary>
    public const int Busy = 4;

    /// <summary>No trial completed.</summary>
    public const int NoTrialCompleted = 5;

    /// <summary>Cancelled by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;

    /// <summary>What a study that was not cancelled ends with.</summary>
    public static int Of(StudyOverview result) => result switch
    {
        { Choice.Recommendation: not null } => Ok,
        { Choice.Nearest: not null } => NothingFeasible,
        _ => NoTrialCompleted,
    };
}
