namespace Sweetspot.Core;

/// <summary>A clock that stands still until it is moved on: a week passes in no time.</summary>
/// <param name="start">Where it begins.</param>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _elapsed;

    /// <summary>How far it was moved on.</summary>
    public TimeSpan Elapsed => _elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + _elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => _elapsed.Ticks;

    /// <summary>Moves it on to a time after its start; it never goes back.</summary>
    public void MoveTo(TimeSpan elapsed) => _elapsed = elapsed >= _elapsed ? elapsed : throw new ArgumentOutOfRangeException(nameof(elapsed), elapsed, "a clock does not go back");
}
