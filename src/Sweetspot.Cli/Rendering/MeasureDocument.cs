using System.Text.Json.Nodes;
using Sweetspot.Export;

namespace Sweetspot.Cli;

/// <summary>The JSON document of <c>measure --json</c>, schema <c>sweetspot.measure/1</c>.</summary>
internal static class MeasureDocument
{
    private const string CountedOnce = "computed (numbers in tensors used as weights, each tensor once)";
    private const string RoofOrigin = "measured (one thread's peak, times the threads)";

    public static string Write(ModelMeasurement result) => new JsonObject
    {
        ["schema"] = "sweetspot.measure/1",
        ["file"] = result.File.Path,
        ["parameters"] = Number(result.Parameters, "", CountedOnce),
        ["file_bytes"] = Number(result.File.TotalBytes, "B", "measured (external data included)"),
        ["flops"] = new JsonObject
        {
            ["batch"] = result.Batch,
            ["total"] = Number(result.TotalFlops, "FLOP", "computed (a multiply-add is two; sizes from a run)"),
            ["by_operator"] = new JsonArray([.. result.Flops.Select(cost => new JsonObject { ["operator"] = cost.Operator, ["count"] = cost.Count, ["flops"] = cost.Flops })]),
        },
        ["runs"] = new JsonArray([.. result.Runs.Select(run => Run(run.Run, run.Memory))]),
        ["roofline"] = new JsonObject
        {
            ["peak"] = Number(result.PeakFlopsPerSecond, "FLOP/s", "measured (fp32 matrix product, one thread, the best of libtorch, 1024³, and ONNX Runtime, 512³)"),
            ["bandwidth"] = Number(result.Machine.BytesPerSecond, "B/s", "measured (large copy, read and written, one thread, CPU time, best of 5)"),
            ["runs"] = new JsonArray([.. result.Runs.Select(run => Roof(run.Run, result.RooflineOf(run.Run)))]),
        },
        ["notes"] = new JsonArray([.. result.Notes.Select(note => (JsonNode)note)]),
    }.ToJsonString(JsonText.Indented);

    private static JsonObject Run(MeasuredRun run, long? memory)
    {
        var busy = Training.MachineLoad.Warning(run.OthersRunning, Environment.ProcessorCount) is { } warning ? $"; {warning}" : "";
        var origin = $"measured ({OnnxMeter.Engine}, {run.Threads} thread{(run.Threads > 1 ? "s" : "")}, batch {run.Batch}, median of {run.Latency.Runs} in {OnnxMeter.Rounds} rounds{busy})";
        return new JsonObject
        {
            ["batch"] = run.Batch,
            ["threads"] = run.Threads,
            ["latency_ms"] = new JsonObject
            {
                ["median"] = run.Latency.Median,
                ["p95"] = run.Latency.P95,
                ["p99"] = run.Latency.P99,
                ["stderr"] = run.Latency.StandardError,
                ["unit"] = "ms",
                ["origin"] = origin,
            },
            ["throughput_per_s"] = new JsonObject
            {
                ["value"] = run.Throughput,
                ["unit"] = "1/s",
                ["origin"] = origin,
                ["stderr"] = run.Throughput * run.Latency.StandardError / run.Latency.Median,
            },
            ["peak_memory_bytes"] = memory is { } bytes ? Number(bytes, "B", "measured (rise of the resident peak of a process of its own)") : null,
        };
    }

    private static JsonObject Roof(MeasuredRun run, Roofline roofline) => new()
    {
        ["batch"] = run.Batch,
        ["threads"] = run.Threads,
        ["intensity"] = Number(roofline.Intensity, "FLOP/B", "computed (weights, inputs and outputs moved once)"),
        ["bound"] = roofline.IsComputeBound ? "compute" : "memory",
        ["roof"] = Number(roofline.RoofFlopsPerSecond, "FLOP/s", RoofOrigin),
        ["reached"] = Number(roofline.FlopsPerSecond, "FLOP/s", "measured (FLOPs by median latency)"),
        ["share"] = roofline.Share is { } share ? Number(share, "fraction", "measured") : null, // no FLOPs could be counted
    };

    private static JsonObject Number(double value, string unit, string origin) => new() { ["value"] = value, ["unit"] = unit, ["origin"] = origin };
}
