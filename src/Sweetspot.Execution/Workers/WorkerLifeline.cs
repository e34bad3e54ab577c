using System.Runtime.InteropServices;

namespace Sweetspot.Execution;

/// <summary>
/// Ties a worker to the process that started it: its token is cancelled when standard input ends, which it does however the coordinator dies,
/// and on SIGTERM and SIGHUP. A terminal's Ctrl-C reaches all its processes, so a worker ignores it and leaves the decision to the coordinator.
/// </summary>
public sealed class WorkerLifeline : IDisposable
{
    // Not disposed: the reading thread may still cancel it when the process is on its way out.
    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Holds on to <paramref name="standardInput"/>; what arrives on it is ignored.</summary>
    public WorkerLifeline(Stream standardInput)
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, End),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, End),
        ];
        new Thread(() => ReadToEnd(standardInput)) { IsBackground = true, Name = "lifeline" }.Start();
    }

    /// <summary>Cancelled when the worker should end.</summary>
    public CancellationToken Token => _ended.Token;

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_signals, signal => signal.Dispose());

    private void ReadToEnd(Stream input)
    {
        var buffer = new byte[256];
        try
        {
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end too.
        }

        _ended.Cancel();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _ended.Cancel();
    }
}
