using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>A measured model for people.</summary>
internal static class MeasureText
{
    public static string Write(ModelMeasurement result)
    {
        List<string> lines =
        [
            $"{result.File.Path}",
            "",
            $"  parameters  {NumberFormat.Value(result.Parameters, "")}",
            $"  file        {NumberFormat.Bytes(result.File.TotalBytes)}",
            $"  FLOPs       {NumberFormat.Value(result.TotalFlops, "FLOP")} at batch {result.Batch}",
            "",
            .. Table([["operator", "nodes", "FLOPs", "share"], .. result.Flops.Where(cost => cost.Flops is not 0).Select(cost => Row(cost, result.TotalFlops))]),
            "",
            .. Table([["batch", "threads", "latency", "p95", "p99", "throughput", "memory", "roof", "reached"], .. result.Runs.Select(run => Row(run.Run, run.Memory, result))]),
            "",
            $"Latency: {OnnxMeter.Engine}, median ± standard error of {Runs(result)} runs in {OnnxMeter.Rounds} rounds. Memory: rise of the resident peak of a process of its own.",
            Roof(result),
        ];
        if (MachineLoad.Warning(result.Runs.Max(run => run.Run.OthersRunning), Environment.ProcessorCount) is { } warning)
        {
            lines.Add($"{char.ToUpperInvariant(warning[0])}{warning[1..]}.");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Row(OperatorCost cost, double total) =>
    [
        cost.Operator, $"{cost.Count}",
        cost.Flops is { } flops ? NumberFormat.Value(flops, "FLOP") : "not counted", cost.Flops is { } some && total > 0 ? FormattableString.Invariant($"{100 * some / total:0.0} %") : "–",
    ];

    private static string[] Row(MeasuredRun run, long? memory, ModelMeasurement result)
    {
        var roofline = result.RooflineOf(run);
        return
        [
            $"{run.Batch}", $"{run.Threads}", NumberFormat.Value(new Measurement(run.Latency.Median, "ms", default, run.Latency.StandardError)),
            NumberFormat.Value(run.Latency.P95, "ms"), NumberFormat.Value(run.Latency.P99, "ms"), NumberFormat.Value(run.Throughput, "1/s"),
            memory is { } bytes ? NumberFormat.Bytes(bytes) : "–", roofline.IsComputeBound ? "compute" : "memory",
            roofline.Share is { } share ? FormattableString.Invariant($"{100 * share:0.#} % of {roofline.RoofFlopsPerSecond / 1e9:0.#} GFLOP/s") : "–",
        ];
    }

    private static string Roof(ModelMeasurement result) => FormattableString.Invariant(
        $"Roof: {result.PeakFlopsPerSecond / 1e9:0.#} GFLOP/s and {result.Machine.BytesPerSecond / 1e9:0.#} GB/s a thread (measured); weights, inputs and outputs moved once a run. More than 100 % of a memory roof is reached where those stay in the caches.");

    private static string Runs(ModelMeasurement result) => string.Join(", ", result.Runs.Select(run => run.Run.Latency.Runs).Distinct().Order());

    private static IEnumerable<string> Table(string[][] rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => ("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))).TrimEnd());
    }
}
