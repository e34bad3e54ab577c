using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>What a list of single durations says of the slow ones among them: the 99th percentile, and the share beyond a deadline.</summary>
/// <remarks>
/// Of 1,000 runs ten lie beyond the 99th percentile, which is the least that says something of it. Its standard error is half of the distance between the
/// order statistics one binomial deviation, √(0.99 · 0.01 / n), to either side; that of the share is binomial, one missed and one kept deadline added.
/// </remarks>
public sealed class TailLatency
{
    private const double Percentile = 0.99;
    private const int Fewest = 300;
    private const int Enough = 1000;
    private const int Most = 2000;
    private static readonly TimeSpan ForEnough = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ForMore = TimeSpan.FromMilliseconds(100);
    private readonly double? _deadline;

    /// <summary>Makes one.</summary>
    /// <param name="deadlineMilliseconds">Time within which an answer must be there; null: none is looked at.</param>
    public TailLatency(double? deadlineMilliseconds) => _deadline = deadlineMilliseconds;

    /// <summary>For keys of remembered values: what decides them beside the shape.</summary>
    public string Key => _deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $"tail, deadline {deadline:R} ms") : "tail";

    /// <summary>Whether more runs are needed: 1,000 within 3 s, at least 300; 2,000 where they take no more than 100 ms.</summary>
    public static bool NeedsMore(int runs, TimeSpan elapsed) =>
        runs < Fewest || (runs < Enough && elapsed < ForEnough) || (runs < Most && elapsed < ForMore);

    /// <summary><c>latency_p99_ms</c> and, where there is a deadline, <c>missed_deadlines</c>.</summary>
    /// <param name="durations">Milliseconds of each run, at least one.</param>
    /// <param name="conditions">Engine, threads and load, for the origin.</param>
    public ImmutableDictionary<string, Measurement> Of(double[] durations, string conditions)
    {
        ArgumentNullException.ThrowIfNull(durations);
        var spread = Math.Sqrt(Percentile * (1 - Percentile) / durations.Length);
        var error = (RobustStatistics.Quantile(durations, Math.Min(1, Percentile + spread)) - RobustStatistics.Quantile(durations, Percentile - spread)) / 2;
        var runs = string.Create(CultureInfo.InvariantCulture, $"{durations.Length} runs one after the other{(durations.Length < Enough ? ", few for this" : "")}");
        var metrics = ImmutableDictionary<string, Measurement>.Empty.Add(
            Metrics.LatencyP99.Name, Metrics.LatencyP99.Measured(RobustStatistics.Quantile(durations, Percentile), $"{conditions}; 99th percentile of {runs}", error));
        return _deadline is { } deadline ? metrics.Add(Metrics.MissedDeadlines.Name, Misses(durations, deadline, $"{conditions}; {runs}")) : metrics;
    }

    private static Measurement Misses(double[] durations, double deadline, string detail)
    {
        var missed = durations.Count(duration => duration > deadline);
        var share = (missed + 1.0) / (durations.Length + 2);
        return Metrics.MissedDeadlines.Measured(
            missed / (double)durations.Length,
            string.Create(CultureInfo.InvariantCulture, $"{missed} of {durations.Length} took longer than {deadline:0.####} ms; {detail}"),
            Math.Sqrt(share * (1 - share) / (durations.Length + 2)));
    }
}
