namespace Sweetspot.Core.Tests;

public sealed class TimedRunsTests
{
    private readonly VirtualClock _clock = new(DateTimeOffset.UnixEpoch);
    private int _runs;
    private int _disposed;

    private static TimeSpan Ms(double value) => TimeSpan.FromMilliseconds(value);

    /// <summary>The first runs are slow, and giving back an answer takes long: neither may be in a time.</summary>
    [Fact]
    public void Time_SlowBeginningAndDisposal_AreNotTimed()
    {
        var times = TimedRuns.OfOne(Ms(5), 1000, Ms(25)).Time(() => Run(++_runs <= 3 ? 100 : 2), _clock, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat(2.0, 10), times);
        Assert.Equal(13, _runs);
        Assert.Equal(13, _disposed);
    }

    /// <summary>Disposal takes a millisecond after each run.</summary>
    [Theory]
    [InlineData(1, 3, 13)]       // three runs pass the 5 ms of warming up; 13 begin within 25 ms
    [InlineData(0.25, 4, 20)]    // four do
    [InlineData(500, 3, 10)]     // a slow model: the fewest
    [InlineData(0, 5, 20)]       // a fast one: the most
    public void Time_RunsOfAnyLength_WarmUpFewestAndMostHold(double each, int discarded, int timed)
    {
        var times = TimedRuns.OfOne(Ms(5), 20, Ms(25)).Time(() => Run(each), _clock, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat(each, timed), times);
        Assert.Equal(discarded + timed, _disposed);
    }

    [Fact]
    public void Time_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var endless = new TimedRuns(1, TimeSpan.Zero, (_, _) => true);

        Assert.Throws<OperationCanceledException>(() => endless.Time(() => Cancelling(source), _clock, source.Token));
        Assert.Equal(3, _runs);
    }

    private Answer Run(double milliseconds)
    {
        _clock.MoveTo(_clock.Elapsed + Ms(milliseconds));
        return new Answer(this);
    }

    private Answer? Cancelling(CancellationTokenSource source)
    {
        if (++_runs == 3)
        {
            source.Cancel();
        }

        return null;
    }

    private sealed class Answer(TimedRunsTests test) : IDisposable
    {
        public void Dispose()
        {
            test._disposed++;
            test._clock.MoveTo(test._clock.Elapsed + Ms(1));
        }
    }
}
