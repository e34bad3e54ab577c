
namespace Sweetspot.Training.Tests;

public sealed class TailLatencyTests
{
    /// <summary>1 to 1,000 ms: the 99th percentile lies at place 0.99 · 999.</summary>
    private static readonly double[] s_durations = [.. Enumerable.Range(1, 1000).Select(value => (double)value).Reverse()];

    [Fact]
    public void Of_ThousandDurations_PercentileWithSpreadAndCount()
    {
        var p99 = new TailLatency(null).Of(s_durations, "engine")["latency_p99_ms"];

        Assert.Equal(990.01, p99.Value, 9);
        Assert.Equal(999 * Math.Sqrt(0.99 * 0.01 / 1000), p99.StandardError!.Value, 9);
        Assert.Equal("engine; 99th percentile of 1000 runs one after the other", p99.Origin.Detail);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(990, 0.01)]
    [InlineData(989.5, 0.011)]
    [InlineData(0.5, 1)]
    public void Of_Deadline_ShareThatTookLonger(double deadline, double share)
    {
        var missed = new TailLatency(deadline).Of(s_durations, "engine")["missed_deadlines"];

        Assert.Equal(share, missed.Value, 12);
        Assert.True(missed.StandardError > 0, "neither none nor all of a thousand is certain");
        Assert.StartsWith(FormattableString.Invariant($"{1000 * share:0} of 1000 took longer than {deadline} ms; "), missed.Origin.Detail);
    }

    [Fact]
    public void Of_NoDeadline_NoShare() => Assert.Equal(["latency_p99_ms"], new TailLatency(null).Of(s_durations, "engine").Keys);

    [Fact]
    public void Of_FewRuns_SaidInTheOrigin() =>
        Assert.Contains("300 runs one after the other, few for this", new TailLatency(1).Of([.. s_durations.Take(300)], "engine")["latency_p99_ms"].Origin.Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData(999, 0, true)]
    [InlineData(1999, 0.05, true)]
    [InlineData(2000, 0.05, false)]
    [InlineData(1000, 0.2, false)]
    [InlineData(999, 2.9, true)]
    [InlineData(300, 3.1, false)]
    [InlineData(299, 60, true)]
    public void NeedsMore_RunsAndTime_EnoughForAPercentileButNotForEver(int runs, double seconds, bool expected) =>
        Assert.Equal(expected, TailLatency.NeedsMore(runs, TimeSpan.FromSeconds(seconds)));
}
