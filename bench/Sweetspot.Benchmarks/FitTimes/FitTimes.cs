using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>How long a law takes, 162 starts and 1,000 resamples, beside the same work in SciPy (fit_law.py), turn by turn so that both meet the same load.</summary>
internal static class FitTimes
{
    /// <summary>Prints a line a turn and the median ratio.</summary>
    /// <param name="runs">CSV with params, tokens, loss and high_loss_outlier.</param>
    /// <param name="python">The Python that has SciPy.</param>
    /// <param name="turns">Pairs of fits.</param>
    public static void Run(string runs, string python, int turns)
    {
        var read = Read(runs);
        var cores = Environment.ProcessorCount;
        Fit(read); // the compiler's time is not the fit's
        Console.WriteLine($"{read.Length} runs, {LawFitOptions.DefaultStarts} starts, {LawFitOptions.DefaultResamples:N0} resamples, {cores} cores, load {Load()}");
        Console.WriteLine("| turn | Sweetspot s | CPU s | SciPy s | CPU s | ratio | of CPU | objective | SciPy's |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var turn = 1; turn <= turns; turn++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var fit = Fit(read);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            var (seconds, theirCpu, objective) = SciPy(runs, python, cores);
            theirs.Add(seconds);
            Console.WriteLine(FormattableString.Invariant($"| {turn} | {ours[^1]:0.###} | {cpu:0.##} | {seconds:0.##} | {theirCpu:0.##} | {seconds / ours[^1]:0.0} | {theirCpu / cpu:0.0} | {fit.Objective:0.0000000e+0} | {objective:0.0000000e+0} |"));
        }

        var ratios = ours.Zip(theirs, (own, other) => other / own).Order().ToList();
        Console.WriteLine(FormattableString.Invariant($"median {ours.Order().ElementAt(turns / 2):0.###} s, SciPy {theirs.Order().ElementAt(turns / 2):0.##} s, ratio {ratios[turns / 2]:0.0} ({ratios[0]:0.0} to {ratios[^1]:0.0}); load {Load()}"));
    }

    private static LawFit Fit(TrainingRun[] runs) => LawFit.Fit(runs, new LawFitOptions());

    private static TrainingRun[] Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return
        [
            .. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second)).Where(row => row["high_loss_outlier"] == "0")
                .Select(row => new TrainingRun(Number(row, "params"), Number(row, "tokens"), Number(row, "loss"))),
        ];

        static double Number(Dictionary<string, string> row, string name) => double.Parse(row[name], CultureInfo.InvariantCulture);
    }

    private static (double Seconds, double Cpu, double Objective) SciPy(string runs, string python, int processes)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "fit_law.py"), runs, LawFitOptions.DefaultResamples.ToString(CultureInfo.InvariantCulture), processes.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OPENBLAS_NUM_THREADS"] = "1"; // the processes share the cores already
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start");
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return (answer.RootElement.GetProperty("seconds").GetDouble(), answer.RootElement.GetProperty("cpu").GetDouble(), answer.RootElement.GetProperty("objective").GetDouble());
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
