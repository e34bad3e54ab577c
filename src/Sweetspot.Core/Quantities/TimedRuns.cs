namespace Sweetspot.Core;

/// <summary>Times single runs one after the other, the same for every engine: some are discarded, then as many are timed as a rule says.</summary>
/// <param name="Discarded">Runs discarded, at least.</param>
/// <param name="WarmUp">Time for which runs are discarded, at least.</param>
/// <param name="NeedsMore">Whether more are needed after so many timed runs and so long.</param>
public sealed record TimedRuns(int Discarded, TimeSpan WarmUp, Func<int, TimeSpan, bool> NeedsMore)
{
    /// <summary>Times up to <paramref name="most"/> runs within a time, and <paramref name="fewest"/> however long they take.</summary>
    public TimedRuns(int discarded, TimeSpan warmUp, int fewest, int most, TimeSpan within)
        : this(discarded, warmUp, (runs, elapsed) => runs < fewest || (runs < most && elapsed < within))
    {
    }

    /// <summary>The usual way to the latency of one example: 3 discarded runs and more until the time to warm up has passed, at least 10 timed ones.</summary>
    public static TimedRuns OfOne(TimeSpan warmUp, int most, TimeSpan within) => new(3, warmUp, 10, most, within);

    /// <summary>Runs.</summary>
    /// <param name="run">One run; what it gives is disposed of after its time was taken.</param>
    /// <param name="time">The clock; only its timestamps are used.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <returns>Milliseconds of each run that was not discarded.</returns>
    public double[] Time(Func<IDisposable?> run, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(time);
        var start = time.GetTimestamp();
        for (var i = 0; i < Discarded || time.GetElapsedTime(start) < WarmUp; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Once(run, time);
        }

        var times = new List<double>(1000);
        start = time.GetTimestamp();
        while (NeedsMore(times.Count, time.GetElapsedTime(start)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            times.Add(Once(run, time));
        }

        return [.. times];
    }

    private static double Once(Func<IDisposable?> run, TimeProvider time)
    {
        var start = time.GetTimestamp();
        using var answers = run();
        return (time.GetTimestamp() - start) * 1000.0 / time.TimestampFrequency;
    }
}
