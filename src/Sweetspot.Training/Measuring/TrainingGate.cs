namespace Sweetspot.Training;

/// <summary>A machine-wide lock: many trainings at once, or one measurement of speed, never both.</summary>
/// <remarks>
/// Two files in the user's temporary folder. Trainings hold <c>…-run</c> shared; a measurer takes <c>…-want</c> alone, which asks trainings to let go at
/// their next step boundary, and then <c>…-run</c> alone. Trainings wait while it is wanted, so a measurer never starves; measurers wait for one
/// another. The locks are the operating system's (flock), so a killed process frees them. Where the files cannot be made, nothing is locked and
/// <see cref="IsWorking"/> says so.
/// </remarks>
public sealed class TrainingGate
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(4);
    private readonly string _run;
    private readonly string _want;
    private readonly TimeProvider _time;

    /// <summary>Makes the gate of a folder.</summary>
    /// <param name="folder">Where the two files lie; every process that shares the gate names the same.</param>
    /// <param name="time">The clock.</param>
    public TrainingGate(string folder, TimeProvider time)
    {
        _run = Path.Combine(folder, "sweetspot-gate-run");
        _want = Path.Combine(folder, "sweetspot-gate-want");
        _time = time;
        IsWorking = TryPrepare(folder);
    }

    /// <summary>The gate of this user on this machine.</summary>
    public static TrainingGate OfThisUser(TimeProvider time) =>
        new(Path.Combine(Path.GetTempPath(), $"sweetspot-{Environment.UserName}"), time);

    /// <summary>Whether the files could be made; without them nothing waits for anything.</summary>
    public bool IsWorking { get; }

    /// <summary>Waits until nobody measures, and lets no measurement start until disposed or yielding.</summary>
    public TrainingPass Train(CancellationToken cancellationToken)
    {
        var pass = new TrainingPass(this, _time);
        pass.Enter(cancellationToken);
        return pass;
    }

    /// <summary>Waits until nobody trains or measures, and lets nobody start until disposed.</summary>
    public async Task<IDisposable> MeasureAsync(CancellationToken cancellationToken)
    {
        if (!IsWorking)
        {
            return new Held();
        }

        var want = await TakeAloneAsync(_want, cancellationToken).ConfigureAwait(false);
        try
        {
            return new Held(await TakeAloneAsync(_run, cancellationToken).ConfigureAwait(false), want);
        }
        catch
        {
            await want.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether a measurer waits or measures.</summary>
    internal bool IsWanted()
    {
        if (!IsWorking)
        {
            return false;
        }

        using var free = TryOpen(_want, FileAccess.Read, FileShare.Read);
        return free is null;
    }

    /// <summary>Takes the shared side, waiting while a measurer wants or has it; null where nothing is locked.</summary>
    internal FileStream? TakeShared(CancellationToken cancellationToken)
    {
        while (IsWorking)
        {
            if (!IsWanted() && TryOpen(_run, FileAccess.Read, FileShare.Read) is { } held)
            {
                return held;
            }

            cancellationToken.WaitHandle.WaitOne(Poll);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    private async Task<FileStream> TakeAloneAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen(path, FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                return held;
            }

            await Task.Delay(Poll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryPrepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var path in (string[])[_run, _want])
            {
                using var made = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            }

            return true;
        }
        catch (IOException)
        {
            return Directory.Exists(folder) && File.Exists(_run) && File.Exists(_want); // held by a measurer at this moment
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, access, share, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed class Held(params FileStream[] files) : IDisposable
    {
        public void Dispose()
        {
            foreach (var file in files)
            {
                file.Dispose();
            }
        }
    }
}
