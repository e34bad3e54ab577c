namespace Sweetspot.Core;

/// <content>What is left to do after the search, in time: the search ends when the rest of the time is needed for it.</content>
public sealed partial class StudyRunner
{
    private const int FewestRepeats = 3; // fewer say little of chance
    private const int ReserveShare = 100;
    private const int LooksAtTheReserve = 50;
    private static readonly TimeSpan ReserveEvery = TimeSpan.FromSeconds(1);

    private (long At, TimeSpan Every, TimeSpan Time) _reserve;
    private bool _isOutOfTime;
    private (int Ended, double Seconds) _beside;

    /// <summary>
    /// Whether what is left of the time is needed for the finalists, once for all: waiting trials are given up then, and the algorithm would wait for them. They are looked at once a second, of many trials more rarely: that costs a
    /// hundredth of the time at most, however long the study is. One slow look does not put the next one off beyond a fiftieth of the time.
    /// </summary>
    private bool IsOutOfTime()
    {
        if (_isOutOfTime || Elapsed < plan.TimeBudget / 4)
        {
            return _isOutOfTime;
        }

        if (_reserve.At == 0 || time.GetElapsedTime(_reserve.At) > _reserve.Every)
        {
            var start = time.GetTimestamp();
            var verification = VerificationTime();
            var oneMore = TimeSpan.FromSeconds(Searched().Select(Seconds).Where(seconds => seconds > 0).DefaultIfEmpty(0).Average());
            var needed = verification(Affordable(verification), 0) + ComparingTime() + AblatingTime() + oneMore;
            var every = ReserveShare * time.GetElapsedTime(start);
            var longest = plan.TimeBudget / LooksAtTheReserve;
            every = every < longest ? every : longest;
            _reserve = (time.GetTimestamp(), every > ReserveEvery ? every : ReserveEvery, needed);
        }

        return _isOutOfTime = Elapsed + _reserve.Time > plan.TimeBudget;
    }

    /// <summary>How often each finalist is retrained: as planned where the time allows it for two and for comparing, else fewer times. Remembered with the clock, so that a study that goes on does the same.</summary>
    private void DecideRepeats()
    {
        var fewest = Math.Min(FewestRepeats, plan.Repeats);
        var repeats = _clock.Repeats > 0 ? _clock.Repeats : plan.Repeats;
        while (_clock.Repeats == 0 && repeats > fewest && Elapsed + VerificationTime(repeats)(FewestFinalists, 0) - TwinsTime() + ComparingTime(repeats) > plan.TimeBudget)
        {
            repeats--;
        }

        _clock = _clock with { Repeats = repeats };
    }

    private Func<int, int, TimeSpan> VerificationTime() => VerificationTime(Repeats);

    /// <summary>
    /// The wall-clock time that retraining so many finalists takes, and the final trainings of those and of others already verified, from how long the slower half of the front took in the search, with a quarter
    /// for unevenness and the final trainings' further rows, and one training more, since the last one runs alone; and what retraining the best and its twins takes.
    /// </summary>
    private Func<int, int, TimeSpan> VerificationTime(int repeats)
    {
        var seconds = ParetoFront.Of(Searched(), plan.Objectives, plan.Constraints).Trials.Select(Seconds).OrderDescending().ToList();
        var typical = seconds.Take((seconds.Count + 1) / 2).DefaultIfEmpty(0).Average();
        var others = TwinsTime() + TimeSpan.FromSeconds(seconds.FirstOrDefault());
        return (finalists, verified) => Unevenly((((repeats + 1) * finalists) + verified) * typical) + others;
    }

    /// <summary>The wall-clock time of so many seconds of training, with a quarter for unevenness.</summary>
    private TimeSpan Unevenly(double seconds) => TimeSpan.FromSeconds(1.25 * seconds / plan.Workers);

    /// <summary>How many finalists half of the time allows.</summary>
    private int Affordable(Func<int, int, TimeSpan> verification) => Enumerable.Range(FewestFinalists, MostFinalists - FewestFinalists + 1)
        .Last(count => count == FewestFinalists || verification(count, 0) <= plan.TimeBudget / 2);

    /// <summary>The wall-clock seconds that a trial took, or would take again: its training, and what goes on beside it.</summary>
    private double Seconds(Trial trial) => trial.Value(Metrics.TrainWallSeconds.Name) is { } seconds ? seconds + Beside() : 0;

    /// <summary>
    /// What a trial takes beside its training: reading the data the first time, judging, quantising, storing. The lower quartile, since in the search trials also
    /// wait for shapes to be measured, which retrainings do not.
    /// </summary>
    private double Beside()
    {
        var ended = _counts.Sum(count => count.Done);
        if (_beside.Ended != ended)
        {
            var beside = _trials.Values.Select(SecondsBeside).OfType<double>().ToArray();
            _beside = (ended, beside.Length == 0 ? 0 : RobustStatistics.Quantile(beside, 0.25));
        }

        return _beside.Seconds;
    }

    private static double? SecondsBeside(Trial trial) =>
        trial is { State: TrialState.Completed, Started: { } started, Finished: { } finished } && trial.Value(Metrics.TrainWallSeconds.Name) is { } seconds
            ? Math.Max(0, (finished - started).TotalSeconds - seconds)
            : null;
}
