using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>What a study's time did to it: that it took longer than it was given, and why; that finalists were retrained fewer times than planned.</summary>
internal static class TimeRemarks
{
    private const double Near = 1.1;

    /// <summary>The remarks; none where the study ended near its time, or has not ended.</summary>
    /// <param name="clock">What was spent.</param>
    /// <param name="planned">How often each finalist was to be retrained.</param>
    /// <param name="trials">All trials.</param>
    public static IReadOnlyList<string> Of(StudyClock clock, int planned, IReadOnlyList<Trial> trials)
    {
        var remarks = new List<string>();
        var after = trials.Where(trial => trial.Request.Purpose is TrialPurpose.Verification or TrialPurpose.Comparison or TrialPurpose.Final && trial is { Started: not null, Finished: not null }).ToList();
        if (clock.SearchEnded && clock.Searched > TimeSpan.Zero && clock.Earlier > Near * clock.Time && after.Count > 0)
        {
            var finalists = after.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).DistinctBy(trial => trial.Candidate).Count();
            var each = after.Average(trial => (trial.Finished - trial.Started)!.Value.TotalSeconds);
            remarks.Add($"It took {Seconds(clock.Earlier)} instead of the {Seconds(clock.Time)} given: the search ended after {Seconds(clock.Searched)}, "
                + $"and retraining {Counted.Of(finalists, "finalist")}{(finalists > 2 ? "" : ", the fewest there may be,")} and training them on everything took {Counted.Of(after.Count, "training")} of {NumberFormat.Seconds(each)} each.");
        }

        if (clock.Repeats > 0 && clock.Repeats < planned)
        {
            remarks.Add($"For want of time each finalist was retrained {clock.Repeats} times instead of {planned}. More --time lets the same command do the rest.");
        }

        return remarks;
    }

    private static string Seconds(TimeSpan time) => NumberFormat.Seconds(time.TotalSeconds);
}
