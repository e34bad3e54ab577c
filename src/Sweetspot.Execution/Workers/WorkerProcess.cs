using System.ComponentModel;
using System.Diagnostics;

namespace Sweetspot.Execution;

/// <summary>One running worker: its process and the last lines it wrote.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LinesKept = 20;
    private readonly Process _process;
    private readonly Queue<string> _lines = new();

    private WorkerProcess(string owner, Process process, long? memoryKills)
    {
        (Owner, _process, MemoryKillsAtStart) = (owner, process, memoryKills);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Its name in the store.</summary>
    public string Owner { get; }

    /// <summary>The system's counter of kills for want of memory when it started; null where there is none.</summary>
    public long? MemoryKillsAtStart { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    /// <exception cref="WorkerException">The program cannot be run.</exception>
    public static WorkerProcess Start(string owner, WorkerCommand command, long? memoryKills)
    {
        var worker = new WorkerProcess(owner, new Process { StartInfo = command.ToStartInfo() }, memoryKills);
        try
        {
            worker._process.Start();
            worker._process.BeginOutputReadLine();
            worker._process.BeginErrorReadLine();
            return worker;
        }
        catch (Win32Exception exception)
        {
            worker.Dispose();
            throw new WorkerException($"the worker program {command.FileName} cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Waits for its end and the end of its output.</summary>
    public Task WaitAsync() => _process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Asks it to end.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Ends it and all that it started.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Whether it was killed by signal 9, which is how the system frees memory. After <see cref="WaitAsync"/> only.</summary>
    public bool WasKilled => _process.ExitCode == 128 + 9;

    /// <summary>How it ended, and its last lines. After <see cref="WaitAsync"/> only.</summary>
    public string Describe()
    {
        var how = _process.ExitCode switch
        {
            0 => "ended unasked",
            128 + 9 => "was killed (signal 9: by hand, or because memory ran out)",
            > 128 and var code => $"was ended by signal {code - 128}",
            var code => $"ended with exit code {code}",
        };
        lock (_lines)
        {
            return _lines.Count == 0 ? how : $"{how}; it wrote last:{Environment.NewLine}{string.Join(Environment.NewLine, _lines)}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }
    }
}
