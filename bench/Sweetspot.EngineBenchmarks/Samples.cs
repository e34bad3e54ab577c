using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.EngineBenchmarks;

/// <summary>How many trainings each search needs.</summary>
internal static class Samples
{
    private const int Trials = 200;
    private const int Never = 10_000;

    public static int Run(string folder, IReadOnlyList<string> algorithms, int seeds, string only)
    {
        Console.WriteLine("| problem | search | trials until right | trials to NSGA-II's volume at 200 | volume at 50 | at 100 | at 200 |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, make) in SampleProblems.All(folder).Where(problem => problem.Name.Contains(only, StringComparison.Ordinal)))
        {
            var problem = make();
            var goal = Median(Enumerable.Range(1, seeds).Select(seed => Volumes(problem, History(problem, "nsga2", seed, population: 24))[Trials - 1]));
            foreach (var algorithm in algorithms)
            {
                var runs = Enumerable.Range(1, seeds).Select(seed => History(problem, algorithm, seed, population: algorithm.StartsWith("nsga", StringComparison.Ordinal) ? 24 : 16)).ToList();
                var volumes = runs.Select(run => Volumes(problem, run)).ToList();
                var right = problem.Truth is null ? "" : Spread(runs.Select(run => (double)RightFrom(problem, run)), "0");
                var reached = volumes.Select(run => (double)(Array.FindIndex(run, volume => volume >= goal) is var at and >= 0 ? at + 1 : Never));
                string At(int trials) => Spread(volumes.Select(run => run[trials - 1]), "0.000");
                Console.WriteLine($"| {name} | {algorithm} | {right} | {Spread(reached, "0")} | {At(50)} | {At(100)} | {At(200)} |");
            }
        }

        return 0;
    }

    private static ImmutableArray<Trial> History(SampleProblem problem, string algorithm, int seed, int population)
    {
        var words = algorithm.Split('-'); // auto-evolution: without it
        var settings = problem.Settings((ulong)seed) with { PopulationSize = population, Without = SearchParts.Of(words.Skip(1)) };
        var plan = new ReplayPlan { Seed = (ulong)seed, Fidelity = new Fidelity(1), Trials = Trials };
        return new ReplayRunner(SearchAlgorithms.Create(words[0], settings), problem.Replay, plan).Run(CancellationToken.None).Trials;
    }

    /// <summary>Hypervolume after each trial as a share of the whole table's; of 1 where that is not known.</summary>
    private static double[] Volumes(SampleProblem problem, IReadOnlyList<Trial> trials)
    {
        var count = problem.Judge(trials[0]).Scaled.Length;
        double[] reference = [.. Enumerable.Repeat(1.0, count)];
        var whole = problem.Truth is { } truth ? Hypervolume.Of([.. truth.SelectMany(point => point.Scaled)], reference) : 1;
        var front = new FrontArchive(count);
        var volumes = new double[Trials];
        for (var trial = 0; trial < Trials; trial++)
        {
            if (trial < trials.Count && front.Add(problem.Judge(trials[trial]).Scaled, trial) || trial == 0)
            {
                volumes[trial] = Hypervolume.Of(front.Points, reference) / whole;
            }
            else
            {
                volumes[trial] = volumes[trial - 1];
            }
        }

        return volumes;
    }

    /// <summary>After how many trials the recommendation stays right: the cheapest seen within a standard error of the best seen.</summary>
    private static int RightFrom(SampleProblem problem, IReadOnlyList<Trial> trials)
    {
        var isRight = problem.IsRight();
        var seen = new List<Judged>();
        var from = Never;
        foreach (var trial in trials)
        {
            seen.Add(problem.Judge(trial));
            var best = seen.Max(point => point.Seen);
            var chosen = seen.Where(point => point.Seen >= best - problem.StandardError).MinBy(point => point.LogCost)!;
            from = !isRight(chosen) ? Never : Math.Min(from, seen.Count);
        }

        return from;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>Median, and the quarters of the runs.</summary>
    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        string Text(double value) => value >= Never ? "over 200" : value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(sorted[sorted.Count / 2])} ({Text(sorted[sorted.Count / 4])} to {Text(sorted[3 * sorted.Count / 4])})";
    }
}
