using System.Globalization;

namespace Sweetspot.EngineBenchmarks;

/// <summary>Prints what the runs of a folder say, as Markdown.</summary>
internal static class SampleTable
{
    private static readonly int[] s_budgets = [100, 200];

    public static int Print(string tables, string folder, string only)
    {
        var store = new SampleStore(folder);
        var searches = store.Searches.ToList();
        var all = new Dictionary<(string Problem, string Search), IReadOnlyDictionary<int, SampleRun>>();
        Console.WriteLine("| problem | search | runs | trials until right | trials to NSGA-II's volume at 200 | volume at 50 | at 100 | at 200 |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        var printed = new HashSet<string>(StringComparer.Ordinal); // what reads nothing known has the same row twice
        var reached = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var problem in SampleProblems.All(tables).Where(problem => problem.Name.Contains(only, StringComparison.Ordinal)).Select(problem => problem.Make()))
        {
            foreach (var search in searches)
            {
                all[(problem.Name, search)] = store.Of(search, problem.RunsOf(search)).ToDictionary(run => run.Key, run => SampleRun.Of(problem, run.Value));
            }

            var goal = all.TryGetValue((problem.Name, "nsga2"), out var plain) && plain.Count > 0 ? Median(plain.Values.Select(run => run.Volumes[^1])) : double.PositiveInfinity;
            foreach (var search in searches.Where(search => all[(problem.Name, search)].Count > 0))
            {
                var runs = all[(problem.Name, search)].Values.ToList();
                string At(int trials) => Spread(runs.Select(run => run.Volumes[trials - 1]), "0.000");
                var right = problem.Truth is null ? "" : Spread(runs.Select(run => (double)run.RightFrom), "0");
                var row = $"{search} | {runs.Count} | {right} | {Spread(runs.Select(run => (double)run.Reaches(goal)), "0")} | {At(50)} | {At(100)} | {At(200)} |";
                if (printed.Add(row))
                {
                    Console.WriteLine($"| {problem.Name} | {row}");
                }

                reached.TryAdd(search, []);
                reached[search].Add(Median(runs.Select(run => (double)run.Reaches(goal))));
            }
        }

        Console.WriteLine();
        Console.WriteLine("| search | problems | trials to that volume, geometric mean of the medians (over 200 as 200) | largest |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (search, medians) in reached)
        {
            var mean = Math.Exp(medians.Average(median => Math.Log(Math.Min(median, SampleRuns.Trials))));
            Console.WriteLine($"| {search} | {medians.Count} | {mean.ToString("0", CultureInfo.InvariantCulture)} | {Text(medians.Max(), "0")} |");
        }

        foreach (var ours in searches.Where(search => search is "surrogate" or "auto"))
        {
            Compare(ours, [.. searches.Where(other => other is "nsga2" or "random" || other.StartsWith("optuna", StringComparison.Ordinal))], all);
        }

        List<string> parts = [.. searches.Where(other => other == "surrogate" || other.StartsWith("auto-", StringComparison.Ordinal))]; // surrogate is auto without children
        if (searches.Contains("auto") && parts.Count > 0)
        {
            Compare("auto", parts, all);
        }

        return 0;
    }

    /// <summary>On how many problems one search is ahead of others, by paired seeds.</summary>
    private static void Compare(string ours, IReadOnlyList<string> others, Dictionary<(string Problem, string Search), IReadOnlyDictionary<int, SampleRun>> all)
    {
        var tests = new List<(string Other, int Budget, string Problem, double Median, double Probability)>();
        foreach (var ((problem, _), mine) in all.Where(runs => runs.Key.Search == ours))
        {
            foreach (var (other, budget) in others.SelectMany(other => s_budgets.Select(budget => (other, budget))))
            {
                var differences = mine.Where(run => all[(problem, other)].ContainsKey(run.Key)).Select(run => run.Value.Volumes[budget - 1] - all[(problem, other)][run.Key].Volumes[budget - 1]).ToList();
                if (differences.Count > 0)
                {
                    tests.Add((other, budget, problem, Median(differences), PairedTest.Wilcoxon(differences)));
                }
            }
        }

        var corrected = PairedTest.Holm([.. tests.Select(test => test.Probability)]);
        Console.WriteLine();
        Console.WriteLine($"`{ours}` against others by hypervolume, paired seeds, Wilcoxon's signed ranks, Holm's correction over all {tests.Count} tests, p < 0.05:");
        Console.WriteLine();
        Console.WriteLine("| against | trials | ahead on | undecided on | behind on |");
        Console.WriteLine("| --- | ---: | --- | --- | --- |");
        foreach (var group in tests.Select((test, index) => (test, Sure: corrected[index] < 0.05)).GroupBy(pair => (pair.test.Other, pair.test.Budget)))
        {
            string Names(Func<(double Median, bool Sure), bool> isMeant)
            {
                var names = group.Where(pair => isMeant((pair.test.Median, pair.Sure))).Select(pair => pair.test.Problem).ToList();
                return names.Count == 0 ? "0" : $"{names.Count}: {string.Join("; ", names)}";
            }

            Console.WriteLine($"| {group.Key.Other} | {group.Key.Budget} | {Names(one => one.Sure && one.Median > 0)} | {Names(one => !one.Sure || one.Median == 0)} | {Names(one => one.Sure && one.Median < 0)} |");
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>Median, and the quarters of the runs.</summary>
    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        return $"{Text(sorted[sorted.Count / 2], format)} ({Text(sorted[sorted.Count / 4], format)} to {Text(sorted[3 * sorted.Count / 4], format)})";
    }

    private static string Text(double value, string format) => value >= SampleRun.Never ? "over 200" : value.ToString(format, CultureInfo.InvariantCulture);
}
