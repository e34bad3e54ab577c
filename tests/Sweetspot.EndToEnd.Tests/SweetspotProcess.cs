using System.Diagnostics;
using System.Text;

namespace Sweetspot.EndToEnd.Tests;

/// <summary>The real program, run in a folder.</summary>
internal sealed class SweetspotProcess : IDisposable
{
    /// <summary>A busy machine makes trainings slow, never silent for so long: every trial that ends is a line.</summary>
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private long _heardAt = Stopwatch.GetTimestamp();

    private SweetspotProcess(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sweetspot.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Error => Text(_error);

    public static SweetspotProcess Start(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Runs to the end and returns (exit code, standard output, standard error).</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var code = await process.EndAsync();
        return (code, process.Output, process.Error);
    }

    /// <summary>Waits for the end. A run that says nothing for three minutes hangs: it fails the test, and is killed with it.</summary>
    public async Task<int> EndAsync()
    {
        while (!_process.HasExited)
        {
            AssertIsHeard("its end");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken); // for the last lines
        return _process.ExitCode;
    }

    /// <summary>Waits until standard error holds so many lines with a text; for a run that hangs as <see cref="EndAsync"/> does.</summary>
    public async Task SeenAsync(string text, int times = 1)
    {
        while (Error.Split(text).Length - 1 < times)
        {
            Assert.False(_process.HasExited, $"ended before \"{text}\" was seen {times} times:{Environment.NewLine}{Error}{Output}");
            AssertIsHeard($"\"{text}\"");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>kill -9, of this process alone.</summary>
    public void KillHard() => _process.Kill();

    /// <summary>Asks it to stop, as Ctrl-C does; by SIGTERM where it was started in the background and so does not hear SIGINT, as shells arrange it.</summary>
    public void Interrupt()
    {
        var status = $"/proc/{Id}/status";
        var ignored = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))?["SigIgn:".Length..].Trim() : null;
        const ulong Interrupts = 1 << 1; // SIGINT is signal 2
        var isDeaf = ulong.TryParse(ignored, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var mask) && (mask & Interrupts) != 0;
        Process.Start("kill", [isDeaf ? "-TERM" : "-INT", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void AssertIsHeard(string awaited) => Assert.True(
        Stopwatch.GetElapsedTime(Interlocked.Read(ref _heardAt)) < s_longestSilence,
        $"nothing was said for {s_longestSilence.TotalMinutes} minutes, waiting for {awaited}:{Environment.NewLine}{Error}{Output}");

    private void Append(StringBuilder builder, string? line)
    {
        Interlocked.Exchange(ref _heardAt, Stopwatch.GetTimestamp());
        if (line is not null)
        {
            lock (builder)
            {
                builder.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }
}
