using System.Globalization;

namespace Sweetspot.Benchmarks;

/// <summary>Prints when the recommendations of a folder's runs became right and stayed so, as Markdown.</summary>
internal static class RealTable
{
    private const double MostCostRatio = 1.5;

    public static void Print(string folder, TextWriter output)
    {
        var runs = RealRun.ReadAll(folder);
        var wanted = RealTruth.Wanted(runs);
        foreach (var rows in Enum.GetValues<TruthRows>())
        {
            output.WriteLine($"## Right by {RealTruth.NameOf(rows)} rows");
            output.WriteLine();
            var truths = RealTruth.ReadAll(folder, rows, wanted);
            var missing = wanted.Count(genes => !truths.ContainsKey(genes));
            if (truths.Count == 0 || missing > 0)
            {
                output.WriteLine($"{missing} candidates have not been retrained yet with two seeds: run real-truth with on={RealTruth.NameOf(rows)} first.");
            }
            else
            {
                Print(folder, runs, truths, output);
            }

            output.WriteLine();
        }
    }

    private static void Print(string folder, IReadOnlyList<RealRun> runs, IReadOnlyDictionary<string, RealTruth> truths, TextWriter output)
    {
        var (epochs, limit) = RealSettings.Of(folder);
        var right = Right(runs, truths, output);
        var judged = runs.ToDictionary(run => (run.Pair, run.Program), run => RightTime.Of(run, right));
        output.WriteLine(FormattableString.Invariant($"At most {epochs} epochs; auto stopped after {limit.TotalMinutes} minutes of {RealRuns.Workers} cores, the others after {RealRuns.Longer * limit.TotalMinutes}."));
        output.WriteLine();
        output.WriteLine($"| pair | program | trainings | right from training | right from, minutes of {RealRuns.Workers} cores | by the clock | times auto's | last recommended |");
        output.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var run in runs.OrderBy(run => run.Pair).ThenBy(run => Array.IndexOf(RealRuns.Programs, run.Program)))
        {
            var time = judged[(run.Pair, run.Program)];
            var ratio = run.Program != RealRuns.Programs[0] && judged.TryGetValue((run.Pair, RealRuns.Programs[0]), out var auto) ? time.Cpu.Over(auto.Cpu)?.ToString() ?? "unknown" : "";
            output.WriteLine($"| {run.Pair} | {run.Program} | {run.Trials.Count} | {time.Trainings} | {RightTime.Minutes(time.Cpu, RealRuns.Workers)} | {RightTime.Minutes(time.Wall, 1)} | {ratio} | {run.Recommended().LastOrDefault()?.Genes} |");
        }

        PrintMedians(judged, output);
    }

    /// <summary>The keys of what may be recommended.</summary>
    private static HashSet<string> Right(IReadOnlyList<RealRun> runs, IReadOnlyDictionary<string, RealTruth> truths, TextWriter output)
    {
        var flops = runs.SelectMany(run => run.Trials).DistinctBy(trial => trial.Genes).ToDictionary(trial => trial.Genes, trial => trial.Flops);
        var best = truths.Values.MaxBy(truth => truth.Accuracy)!;
        var near = truths.Values.Where(truth => truth.Accuracy >= best.Accuracy - best.Error).ToList();
        var cheapest = near.MinBy(truth => flops[truth.Genes])!;
        var right = near.Where(truth => flops[truth.Genes] <= MostCostRatio * flops[cheapest.Genes]).OrderBy(truth => flops[truth.Genes]).ToList();
        output.WriteLine($"{truths.Count} candidates retrained with at least {truths.Values.Min(truth => truth.Seeds)} fresh seeds each. Best: {Describe(best)}. Right is:");
        right.ForEach(truth => output.WriteLine($"- {Describe(truth)}"));
        output.WriteLine();
        return [.. right.Select(truth => truth.Genes)];

        string Describe(RealTruth truth) => string.Create(
            CultureInfo.InvariantCulture, $"{truth.Genes}, {100 * truth.Accuracy:0.0} ± {100 * truth.Error:0.0} %, {flops[truth.Genes] / 1e6:0.0} MFLOP");
    }

    private static void PrintMedians(Dictionary<(int Pair, string Program), RightTime> judged, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"| program | pairs | trainings until right | minutes of {RealRuns.Workers} cores | by the clock | times auto's (paired) |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var program in RealRuns.Programs)
        {
            var mine = judged.Where(one => one.Key.Program == program).ToList();
            var times = mine.ConvertAll(one => one.Value);
            if (times.Count == 0)
            {
                continue;
            }

            var ratios = mine.Where(one => program != RealRuns.Programs[0] && judged.ContainsKey((one.Key.Pair, RealRuns.Programs[0])))
                .Select(one => one.Value.Cpu.Over(judged[(one.Key.Pair, RealRuns.Programs[0])].Cpu)).ToList();
            var known = ratios.OfType<Bounded>().ToList();
            var unknown = ratios.Count - known.Count;
            string[] cells = [.. known.Count > 0 ? [Bounded.Spread(known)] : Array.Empty<string>(), .. unknown > 0 ? [$"{unknown} unknown: neither was right"] : Array.Empty<string>()];
            output.WriteLine(
                $"| {program} | {times.Count} | {Bounded.Spread(times.Select(time => time.Trainings))} | {Bounded.Spread(times.Select(time => RightTime.Minutes(time.Cpu, RealRuns.Workers)))} | {Bounded.Spread(times.Select(time => RightTime.Minutes(time.Wall, 1)))} | {string.Join(", ", cells)} |");
        }
    }
}
