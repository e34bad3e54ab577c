using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>How far a study has come that has not ended.</summary>
internal static class Standing
{
    /// <summary>Why a search ended before its budget did.</summary>
    public const string WhyConverged =
        "converged: the next ten trials are expected to add less than 0.1 % to the front's hypervolume, and the last twenty have not changed the recommendation; more trials would not pay";

    /// <summary><c>interrupted: 3 of 9 retrainings done; provisional</c>; null where the study has ended.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="trials">All its trials.</param>
    public static string? Of(StudyState state, IReadOnlyList<Trial> trials)
    {
        if (state is not (StudyState.Running or StudyState.Cancelled))
        {
            return null;
        }

        var asked = trials.Where(trial => trial.Request.Purpose is TrialPurpose.Verification or TrialPurpose.Comparison or TrialPurpose.Final).ToList();
        var word = state == StudyState.Running ? "running" : "interrupted";
        return FormattableString.Invariant($"{word}: {asked.Count(trial => trial.HasEnded)} of {Counted.Of(asked.Count, "retraining")} done{(asked.Exists(IsFinal) ? "" : ", more may follow")}; provisional");
    }

    /// <summary>Final trainings are asked for last, so that nothing follows them.</summary>
    private static bool IsFinal(Trial trial) => trial.Request.Purpose == TrialPurpose.Final;
}
