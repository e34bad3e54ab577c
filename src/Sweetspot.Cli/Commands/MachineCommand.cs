using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot machine</c>: this machine's own ceilings, measured.</summary>
internal sealed class MachineCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public MachineCommand()
        : base("machine", "Measure this machine's own ceilings: FLOP/s and bytes/s on one thread.")
    {
        Add(_json);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(_json), cancellationToken));
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var report = await new MachineProbe(TrainingGate.OfThisUser(TimeProvider.System)).MeasureAsync(cancellationToken);
        Console.Out.WriteLine(json ? Json(report) : Text(report));
        return ExitCode.Ok;
    }

    private static string Text(MachineReport report) => $"""
        Processor       {report.Processor ?? "unknown"}, {report.Cores} cores
        Memory          {NumberFormat.Bytes(report.MemoryBytes)} usable
        System          {report.System}
        Peak            {report.PeakFlopsPerSecond / 1e9:0.0} GFLOP/s (measured: 1024³ fp32 matrix product, one thread, CPU time, best of 5)
        Bandwidth       {report.BytesPerSecond / 1e9:0.0} GB/s (measured: large copy, read and written, one thread, CPU time, best of 5)
        Libraries       {string.Join(", ", report.Libraries.Select(library => $"{library.Key} {library.Value}"))}
        libtorch        {report.TorchLoadedFrom}
        Device          CPU. A GPU is not used in process.
        """;

    private static string Json(MachineReport report) => new JsonObject
    {
        ["schema"] = "sweetspot.machine/1",
        ["processor"] = report.Processor,
        ["cores"] = report.Cores,
        ["memory"] = Number(report.MemoryBytes, "B", "measured"),
        ["peak"] = Number(report.PeakFlopsPerSecond, "FLOP/s", "measured (1024³ fp32 matrix product, one thread, CPU time, best of 5)"),
        ["bandwidth"] = Number(report.BytesPerSecond, "B/s", "measured (large copy, read and written, one thread, CPU time, best of 5)"),
        ["system"] = report.System,
        ["libraries"] = JsonSerializer.SerializeToNode(report.Libraries),
    }.ToJsonString(JsonText.Indented);

    private static JsonObject Number(double value, string unit, string origin) => new() { ["value"] = value, ["unit"] = unit, ["origin"] = origin };
}
