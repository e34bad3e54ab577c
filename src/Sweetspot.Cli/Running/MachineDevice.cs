using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;
using Format = Sweetspot.Planning.NumberFormat;

namespace Sweetspot.Cli;

/// <summary>This machine's processor as a device that can be planned for.</summary>
internal static class MachineDevice
{
    /// <summary>What its source begins with.</summary>
    public const string Origin = "measured by sweetspot machine";

    /// <summary>The device of a report: all cores together, in 32 bits, as measured.</summary>
    public static Hardware Of(MachineReport report, DateTimeOffset now)
    {
        var flops = ImmutableDictionary<Format, double>.Empty.Add(Format.Fp32, report.AllCoresFlopsPerSecond ?? report.PeakFlopsPerSecond);
        return new Hardware
        {
            Name = report.Processor ?? "this machine",
            Vendor = "",
            Kind = HardwareKind.Cpu,
            Peaks = flops,
            Measured = flops,
            MemoryBytes = report.MemoryBytes,
            MemoryBandwidth = report.AllCoresBytesPerSecond ?? report.BytesPerSecond,
            IsNetworkAssumed = true,
            Source = $"{Origin}: 1024³ fp32 matrix products and large copies on {Counted.Of(report.Cores, "core")} at once",
            Date = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Note = $"libtorch {report.Libraries.GetValueOrDefault("libtorch", "")}, {report.System}; a GPU is not used in process",
        };
    }
}
