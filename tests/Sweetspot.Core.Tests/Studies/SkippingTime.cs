namespace Sweetspot.Core.Tests;

/// <summary>The real time, with jumps.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _skipped;

    /// <summary>Lets so much time pass at once.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, (long)(time.TotalSeconds * TimestampFrequency));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromSeconds(Interlocked.Read(ref _skipped) / (double)TimestampFrequency);

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);
}
