using System.Diagnostics;
using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>Runs a program in a session of its own, reckons the processor time of all its processes, and ends them all at a limit.</summary>
/// <remarks>
/// Of Linux: by <c>setsid</c> and <c>/proc</c>. A shell beside the program waits for its standard input to close and then kills them all, so nothing goes on
/// where this process itself is killed.
/// </remarks>
internal sealed class WatchedProgram
{
    private const double TicksASecond = 100; // of /proc/PID/stat on every machine that .NET runs on
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(0.5);
    private static readonly string[] s_shell = ["sh", "-c", """exec 3<&0; (read _ <&3; kill -KILL 0) >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null""", "sh"];

    private readonly List<(DateTimeOffset At, double Cpu)> _looks = [];

    private WatchedProgram(DateTimeOffset start) => _looks.Add((start, 0));

    /// <summary>Lines that it wrote.</summary>
    public List<string> Output { get; } = [];

    /// <summary>Processor seconds and seconds of the whole run.</summary>
    public (double Cpu, double Wall) End => At(_looks[^1].At);

    /// <summary>Whether it ended by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Its exit code, where it ended by itself.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Runs it until it ends, or has used so much processor time.</summary>
    public static async Task<WatchedProgram> RunAsync(string folder, IEnumerable<string> command, TimeSpan mostCpu, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("setsid", [.. s_shell, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var run = new WatchedProgram(TimeProvider.System.GetUtcNow());
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                run.Output.Add(text);
            }
        };
        process.BeginOutputReadLine();
        try
        {
            while (!process.HasExited && run._looks[^1].Cpu < mostCpu.TotalSeconds)
            {
                await Task.Delay(s_look, cancellationToken);
                run.Look(process.Id);
            }

            (run.HasEnded, run.ExitCode) = process.HasExited ? (true, process.ExitCode) : (false, 0);
        }
        finally
        {
            process.StandardInput.Close(); // the shell kills what is left
        }

        await process.WaitForExitAsync(cancellationToken);
        while (CpuOf(process.Id) is not null)
        {
            await Task.Delay(s_look, cancellationToken); // a worker that still ends would take time from the next run
        }

        return run;
    }

    /// <summary>Processor seconds and seconds since the start at a time, between two looks in proportion.</summary>
    public (double Cpu, double Wall) At(DateTimeOffset time)
    {
        var after = Math.Max(1, _looks.FindIndex(look => look.At >= time) is var found and >= 0 ? found : _looks.Count - 1);
        var (from, to) = (_looks[after - 1], _looks[after]);
        var share = Math.Clamp((time - from.At) / (to.At - from.At), 0, 1);
        return (from.Cpu + (share * (to.Cpu - from.Cpu)), (time - _looks[0].At).TotalSeconds);
    }

    private void Look(int session) => _looks.Add((TimeProvider.System.GetUtcNow(), Math.Max(_looks[^1].Cpu, CpuOf(session) ?? 0)));

    /// <summary>Processor seconds of a session's processes and of those that they have waited for; null where none is left.</summary>
    private static double? CpuOf(int session)
    {
        var processes = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(Stat).OfType<string[]>()
            .Where(stat => stat[3] == session.ToString(CultureInfo.InvariantCulture)).ToList();
        return processes.Count == 0 ? null : processes.Sum(stat => stat[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))) / TicksASecond;
    }

    /// <summary>What follows a process's name in its stat (proc(5)): state, parent, group, session, …; null where it is gone.</summary>
    private static string[]? Stat(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
