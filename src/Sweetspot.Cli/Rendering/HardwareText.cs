using System.Globalization;
using Sweetspot.Planning;
using Format = Sweetspot.Planning.NumberFormat;

namespace Sweetspot.Cli;

/// <summary>Devices, for people.</summary>
internal static class HardwareText
{
    /// <summary>A line a device.</summary>
    public static string List(IReadOnlyList<Hardware> devices)
    {
        string[] head = ["device", "TFLOP/s", "in", "memory", "GB/s", "link GB/s", "watts", "USD/h"];
        string[][] rows = [head, .. devices.Select(Row)];
        int[] widths = [.. head.Select((_, column) => rows.Max(row => row[column].Length))];
        return string.Join(Environment.NewLine,
        [
            .. rows.Select(row => string.Join("  ", row.Select((cell, column) => column is 0 or 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()),
            "",
            $"{devices.Count} devices. Dense peaks in the 16-bit format (32-bit where there is none), as makers state them; what programs reach is less. Links are per direction.",
            "`sweetspot machine --device NAME` shows one with its sources.",
        ]);
    }

    /// <summary>All that is known of one.</summary>
    public static string One(Hardware device)
    {
        List<(string Name, string Value)> rows =
        [
            ("kind", $"{device.Vendor} {HardwareJson.Write(device)["kind"]}{(device.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $", {year}") : "")}".Trim()),
            .. device.Peaks.OrderBy(peak => peak.Key).Select(peak => (
                $"peak {peak.Key.Name()}", $"{Number(peak.Value / 1e12)} TFLOP/s{(device.Measured.TryGetValue(peak.Key, out var best) ? $", at most {Number(best / 1e12)} measured" : "")}")),
            ("memory", $"{NumberFormat.Bytes(device.MemoryBytes)} at {Number(device.MemoryBandwidth / 1e9)} GB/s"),
            ("link", device.LinkBandwidth > 0 ? $"{device.Link} {Number(device.LinkBandwidth / 1e9)} GB/s a direction, {device.DevicesPerNode} devices in a node".Trim() : "none: one device in a node"),
            ("network", $"{Number(device.NetworkBandwidth / 1e9)} GB/s a device and direction{(device.IsNetworkAssumed ? ", assumed for its kind" : "")}"),
            ("watts", device.PowerWatts is { } watts ? Number(watts) : "not stated"),
            ("price", device.UsdPerHour is { } price ? $"{Number(price)} USD an hour ({device.PriceSource})" : "not known; give --price"),
            ("source", device.Date.Length > 0 ? $"{device.Source} ({device.Date})" : device.Source),
        ];
        if (device.Note is { } note)
        {
            rows.Add(("note", note));
        }

        if (!device.Aliases.IsEmpty)
        {
            rows.Add(("also called", string.Join(", ", device.Aliases)));
        }

        var width = rows.Max(row => row.Name.Length);
        return string.Join(Environment.NewLine, [device.Name, "", .. rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Value}")]);
    }

    private static string[] Row(Hardware device)
    {
        Format[] shown = [Format.Bf16, Format.Fp16, Format.Fp32];
        var format = shown.FirstOrDefault(device.Peaks.ContainsKey, device.Peaks.Keys.First());
        return
        [
            device.Name, Number(device.Peaks[format] / 1e12), format.Name(), NumberFormat.Bytes(device.MemoryBytes), Number(device.MemoryBandwidth / 1e9),
            device.LinkBandwidth > 0 ? Number(device.LinkBandwidth / 1e9) : "", device.PowerWatts is { } watts ? Number(watts) : "", device.UsdPerHour is { } price ? Number(price) : "",
        ];
    }

    private static string Number(double value) => value.ToString(value >= 1000 ? "0" : "0.####", CultureInfo.InvariantCulture);
}
