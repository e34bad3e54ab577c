using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot machine</c>: this machine's own ceilings, measured, and the devices that can be planned for.</summary>
internal sealed class MachineCommand : Command
{
    private readonly Option<bool> _list = new("--list") { Description = "List the hardware catalogue instead of measuring." };
    private readonly Option<string> _device = new("--device") { Description = "Show one device of the catalogue, or those of a file of your own, instead of measuring.", HelpName = "name or file.json" };
    private readonly Option<string> _save = new("--save") { Description = "Write what was measured as a device that `plan --hardware` takes.", HelpName = "file.json" };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public MachineCommand()
        : base("machine", "Measure this machine's own ceilings: FLOP/s and bytes/s. With --list or --device, show the hardware catalogue.")
    {
        Add(_list);
        Add(_device);
        Add(_save);
        Add(_json);
        SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (device, save, json) = (parsed.GetValue(_device), parsed.GetValue(_save), parsed.GetValue(_json));
        if (parsed.GetValue(_list) || device is not null)
        {
            Console.Out.WriteLine(Catalogue(device, save, parsed.GetValue(_list), json));
            return ExitCode.Ok;
        }

        if (save is not null)
        {
            OutputFile.Check(save, OutputKind.Device);
        }

        var report = await new MachineProbe(TrainingGate.OfThisUser(TimeProvider.System)).MeasureAllCoresAsync(cancellationToken);
        if (save is not null)
        {
            using var file = OutputFile.Create(save, OutputKind.Device);
            file.WriteLine(HardwareJson.Write(MachineDevice.Of(report, TimeProvider.System.GetUtcNow())).ToJsonString(JsonText.Indented));
        }

        Console.Out.WriteLine(json ? Json(report) : Text(report));
        if (save is not null && !json)
        {
            Console.Out.WriteLine($"Saved as a device  {save}; plan for it with `sweetspot plan --hardware {save}`.");
        }

        return ExitCode.Ok;
    }

    private static string Catalogue(string? device, string? save, bool isAll, bool json)
    {
        if (save is not null)
        {
            throw new UserInputException("machine: --save writes what is measured, and --list and --device measure nothing; leave one out.");
        }

        if (isAll && device is not null)
        {
            throw new UserInputException("machine: --list shows all devices and --device one; leave one out.");
        }

        IReadOnlyList<Hardware> devices = device is null ? HardwareCatalogue.All
            : device.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(device) ? HardwareCatalogue.Read(device)
            : [HardwareCatalogue.Find(device)];
        return json
            ? new JsonObject { ["schema"] = "sweetspot.hardware/1", ["devices"] = new JsonArray([.. devices.Select(HardwareJson.Write)]) }.ToJsonString(JsonText.Indented)
            : device is null ? HardwareText.List(devices) : string.Join($"{Environment.NewLine}{Environment.NewLine}", devices.Select(HardwareText.One));
    }

    private static string Text(MachineReport report) => $"""
        Processor       {report.Processor ?? "unknown"}, {Counted.Of(report.Cores, "core")}
        Memory          {NumberFormat.Bytes(report.MemoryBytes)} usable
        System          {report.System}
        Peak            {report.PeakFlopsPerSecond / 1e9:0.0} GFLOP/s (measured: 1024³ fp32 matrix product, one thread, CPU time, best of 5)
        Bandwidth       {report.BytesPerSecond / 1e9:0.0} GB/s (measured: large copy, read and written, one thread, CPU time, best of 5)
        All cores       {report.AllCoresFlopsPerSecond / 1e9:0.0} GFLOP/s, {report.AllCoresBytesPerSecond / 1e9:0.0} GB/s (the same on {Counted.Of(report.Cores, "core")} at once, added up)
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
        ["peak_all_cores"] = report.AllCoresFlopsPerSecond is { } flops ? Number(flops, "FLOP/s", "measured (the same on all cores at once, added up)") : null,
        ["bandwidth_all_cores"] = report.AllCoresBytesPerSecond is { } bytes ? Number(bytes, "B/s", "measured (the same on all cores at once, added up)") : null,
        ["system"] = report.System,
        ["libraries"] = JsonSerializer.SerializeToNode(report.Libraries),
    }.ToJsonString(JsonText.Indented);

    private static JsonObject Number(double value, string unit, string origin) => new() { ["value"] = value, ["unit"] = unit, ["origin"] = origin };
}
