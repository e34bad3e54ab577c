namespace Sweetspot.Training;

/// <summary>One training's hold on the shared side of a <see cref="TrainingGate"/>.</summary>
public sealed class TrainingPass : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly TrainingGate _gate;
    private readonly TimeProvider _time;
    private FileStream? _held;
    private long _checked;

    internal TrainingPass(TrainingGate gate, TimeProvider time) => (_gate, _time) = (gate, time);

    /// <summary>Seconds spent waiting for measurements.</summary>
    public double WaitedSeconds { get; private set; }

    /// <summary>Call between steps: lets a waiting measurer go first. Looks at the files at most every 20 ms.</summary>
    public void StepBoundary(CancellationToken cancellationToken)
    {
        if (_held is null || _time.GetElapsedTime(_checked) < Interval)
        {
            return;
        }

        _checked = _time.GetTimestamp();
        if (_gate.IsWanted())
        {
            Leave();
            Enter(cancellationToken);
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => Leave();

    internal void Enter(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        _held = _gate.TakeShared(cancellationToken);
        WaitedSeconds += _time.GetElapsedTime(start).TotalSeconds;
        _checked = _time.GetTimestamp();
    }

    private void Leave()
    {
        _held?.Dispose();
        _held = null;
    }
}
