using System.ComponentModel;
using System.Diagnostics;

namespace Sweetspot.EngineBenchmarks;

/// <summary>One Python process with Optuna in it, used for many searches in turn.</summary>
internal sealed class OptunaProcess : IDisposable
{
    private readonly Process _process;

    private OptunaProcess(Process process) => _process = process;

    /// <summary>Starts one with Debian's Python; null where that or Optuna is not installed.</summary>
    public static OptunaProcess? Start()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", "import optuna"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            var script = Path.Combine(AppContext.BaseDirectory, "Peers", "optuna_search.py");
            return probe.ExitCode != 0 ? null
                : new OptunaProcess(Process.Start(new ProcessStartInfo("/usr/bin/python3", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        }
        catch (Win32Exception)
        {
            return null; // no such program
        }
    }

    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public string Answer(string line)
    {
        Send(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Optuna ended; its message is above");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
