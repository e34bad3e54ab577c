namespace Sweetspot.Training.Tests;

/// <summary>A clock that goes on by a second each time it is looked at: training takes as long as it has steps, on every machine.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long _seconds;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
}
