using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Whether short trainings first save training time: hypervolume of whole trainings over the seconds of all.</summary>
internal static class FidelityRuns
{
    private const int Trials = 100;
    private static readonly string[] s_edges = ["e01", "e02", "e12", "e03", "e13", "e23"];

    public static int Run(string folder, int seeds)
    {
        Console.WriteLine("| table | search | whole trainings in that time | volume after a quarter of it | after half | after all | share of the seconds to the same volume (paired runs) |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var problem in All(folder))
        {
            var plain = Enumerable.Range(1, seeds).Select(seed => problem.Replay("auto", isStaged: false, seed, Trials, TimeSpan.MaxValue)).ToList();
            var times = plain.ConvertAll(run => run.Elapsed);
            Print(problem, "auto, whole trainings only", plain, plain, times);
            foreach (var (name, isStaged) in new[] { ("auto", true), ("sobol", false), ("halving", true) })
            {
                var runs = Enumerable.Range(1, seeds).Select(seed => problem.Replay(name, isStaged, seed, int.MaxValue, 2 * times[seed - 1])).ToList();
                Print(problem, isStaged ? $"{name}, low levels first" : $"{name}, whole trainings only", runs, plain, times);
            }
        }

        return 0;
    }

    private static IEnumerable<FidelityProblem> All(string folder)
    {
        foreach (var isResumable in new[] { true, false })
        {
            yield return new FidelityProblem(
                $"own_letter_mlp, a level {(isResumable ? "goes on" : "begins afresh")}",
                (Path.Combine(folder, "own_letter_mlp.csv"), ["h1", "h2", "h3"], "val_acc_40", "val_acc_{1,5,15,40}", "train_cpu_s_{1,5,15,40}"), isResumable);
        }

        foreach (var set in new[] { "c10", "c100", "in16" })
        {
            yield return new FidelityProblem(
                $"nats {set}", (Path.Combine(folder, "nats_tss_fidelity.csv"), s_edges, $"{set}_acc_200", set + "_acc_{12,200}", set + "_train_s_{12,200}"), IsResumable: false);
        }
    }

    private static void Print(FidelityProblem problem, string name, List<ReplayOutcome> runs, List<ReplayOutcome> plain, List<TimeSpan> times)
    {
        var volumes = runs.ConvertAll(problem.Volumes);
        string At(double share) => Spread(volumes.Select((run, seed) => run.Last(point => point.At <= share * times[seed]).Volume), "0.000");
        var goals = plain.ConvertAll(run => problem.Volumes(run)[^1]); // when the plain search improved last, and to what
        var ratios = volumes.Select((run, seed) => run.Where(point => point.Volume >= goals[seed].Volume - 1e-12).Select(point => point.At / goals[seed].At).FirstOrDefault(double.PositiveInfinity));
        var whole = runs.Select((run, seed) => (double)run.Trials.Count(trial => trial.State == TrialState.Completed && trial.Finished <= DateTimeOffset.UnixEpoch + times[seed]));
        Console.WriteLine($"| {problem.Name} | {name} | {Spread(whole, "0")} | {At(0.25)} | {At(0.5)} | {At(1)} | {Spread(ratios, "0.00")} |");
    }

    /// <summary>Median, and the quarters of the runs.</summary>
    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        string Text(double value) => double.IsInfinity(value) ? "not within twice the time" : value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(sorted[sorted.Count / 2])} ({Text(sorted[sorted.Count / 4])} to {Text(sorted[3 * sorted.Count / 4])})";
    }
}
