using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Runs other programs beside the engine, in turn, and prints what each reaches and how many times faster the engine is, run by run.</summary>
internal static class Peers
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    public static int Run(int seeds, string only)
    {
        Console.WriteLine("| problem | population | evaluations | program | evaluations a CPU second | hypervolume | distance from the front | ours is faster by (paired runs) |");
        Console.WriteLine("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
        var pagmo = CompilePagmo();
        (string Problem, int Population, int Evaluations)[] work =
            [("ZDT1", 100, 25_000), ("ZDT1", 1000, 200_000), ("ZDT2", 100, 25_000), ("ZDT3", 100, 25_000), ("ZDT4", 100, 25_000), ("ZDT6", 100, 25_000), ("DTLZ2", 100, 25_000)];
        foreach (var (problem, population, evaluations) in work.Where(one => only.Length == 0 || one.Problem == only))
        {
            var objectives = TestProblems.All.First(known => known.Name == problem).Objectives;
            var ours = OurRuns.Of(problem, usesReferenceDirections: false, population, evaluations, seeds);
            Print(problem, population, "Sweetspot nsga2", ours, null);
            if (pagmo is not null)
            {
                Print(problem, population, "pagmo2 nsga2", Others(pagmo, problem, objectives, problem, population, evaluations, seeds), ours);
            }

            if (population == 100)
            {
                Print(problem, population, "DEAP nsga2", Python("deap_peer.py", problem, objectives, population, evaluations, seeds, "nsga2"), ours);
            }

            if (population == 100 && problem is "ZDT1" or "DTLZ2")
            {
                Print(problem, population, "Optuna nsga2", Python("optuna_peer.py", problem, objectives, population, 2000, Math.Min(seeds, 3)), ours);
            }

            if (problem == "DTLZ2")
            {
                var third = OurRuns.Of(problem, usesReferenceDirections: true, population, evaluations, seeds);
                Print(problem, population, "Sweetspot nsga3", third, null);
                Print(problem, population, "DEAP nsga3", Python("deap_peer.py", problem, objectives, population, evaluations, seeds, "nsga3"), third);
            }
        }

        return 0;
    }

    private static void Print(string problem, int population, string program, IReadOnlyList<PeerRun> runs, IReadOnlyList<PeerRun>? ours)
    {
        if (runs.Count == 0)
        {
            Console.Error.WriteLine($"{program}: not installed or failed, left out.");
            return;
        }

        var ratios = ours?.Zip(runs, (mine, other) => mine.Rate / other.Rate).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {problem} | {population} | {runs[0].Evaluations:0} | {program} | {Spread(runs.Select(run => run.Rate), "N0")} | {Spread(runs.Select(run => run.Hypervolume), "0.0000")} | {Spread(runs.Select(run => run.Distance), "0.0000")} | {(ratios is null ? "" : Spread(ratios, "0.0"))} |"));
    }

    /// <summary>Median, and the range over the runs.</summary>
    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(sorted[sorted.Count / 2])} ({Text(sorted[0])} to {Text(sorted[^1])})";
    }

    /// <summary>The peer program of pagmo2, compiled where its library is installed; null elsewhere.</summary>
    private static string? CompilePagmo()
    {
        var program = Path.Combine(Path.GetTempPath(), $"pagmo_peer_{Environment.ProcessId}");
        var said = Output("g++", ["-O3", "-march=native", "-std=c++17", "-o", program, Path.Combine(Folder, "pagmo_peer.cpp"), "-lpagmo", "-lboost_serialization", "-ltbb", "-pthread"]);
        if (said is null)
        {
            Console.Error.WriteLine("pagmo2: not installed (libpagmo-dev and g++), left out.");
        }

        return said is null ? null : program;
    }

    private static IReadOnlyList<PeerRun> Python(string script, string problem, int objectives, params object[] arguments) =>
        Others("/usr/bin/python3", problem, objectives, [Path.Combine(Folder, script), problem, .. arguments]);

    private static IReadOnlyList<PeerRun> Others(string program, string problem, int objectives, params object[] arguments) =>
    [
        .. (Output(program, [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!)]) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(numbers => new PeerRun(numbers[0], numbers[1], Hypervolume.Of(numbers.AsSpan(2), [.. Enumerable.Repeat(1.1, objectives)]), TrueFront.Distance(problem, numbers.AsSpan(2)))),
    ];

    /// <summary>What a program writes; null where it does not run or ends with an error.</summary>
    private static string? Output(string program, IReadOnlyList<string> arguments)
    {
        var last = "";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, line) => last = line.Data ?? last;
            process.BeginErrorReadLine();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return text;
            }

            Console.Error.WriteLine($"{program} {string.Join(" ", arguments)}: {last}");
            return null;
        }
        catch (Win32Exception)
        {
            return null; // no such program
        }
    }
}
