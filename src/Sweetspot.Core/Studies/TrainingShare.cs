namespace Sweetspot.Core;

/// <summary>How long one training of a study may take, so that the study ends near its time however long trainings are.</summary>
public static class TrainingShare
{
    private const int FewestFinalists = 2;
    private const int FirstShare = 4;
    private static readonly TimeSpan s_unlimited = TimeSpan.FromDays(30);

    /// <summary>
    /// What is left of the time over the trainings that must still follow one after another: the retrainings of the two finalists there are at least, their
    /// final trainings, and one for the reference beside the search. In the first half of the time, that of all of it. As long as nothing has completed, a quarter of the time, since
    /// without a first result there is none at all. Null: no limit.
    /// </summary>
    /// <param name="plan">Time, workers and retrainings.</param>
    /// <param name="elapsed">Time spent.</param>
    /// <param name="purpose">What the training is for. A retraining may take as long as the first training might; a final one is as long as the retrainings made it.</param>
    /// <param name="hasResult">Whether a training has completed.</param>
    public static TimeSpan? Of(StudyPlan plan, TimeSpan elapsed, TrialPurpose purpose, bool hasResult)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.TimeBudget > s_unlimited || purpose == TrialPurpose.Final)
        {
            return null;
        }

        if (!hasResult)
        {
            return plan.TimeBudget / FirstShare;
        }

        var rounds = 2 + Rounds(FewestFinalists * plan.Repeats, plan.Workers) + Rounds(FewestFinalists, plan.Workers);
        var left = plan.TimeBudget - elapsed;
        var isRetraining = purpose is TrialPurpose.Verification or TrialPurpose.Comparison;
        var late = 2 * left > plan.TimeBudget / 4 ? 2 * left : plan.TimeBudget / 4; // a slow start must not leave the first training nothing
        return (isRetraining || late > plan.TimeBudget ? plan.TimeBudget : late) / rounds;
    }

    private static int Rounds(int trainings, int workers) => (trainings + workers - 1) / workers;
}
