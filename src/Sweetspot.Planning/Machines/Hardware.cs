using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>One device as its maker describes it: what it could do at most, not what programs reach.</summary>
public sealed record Hardware
{
    private static readonly NumberFormat[] Wider = [NumberFormat.Bf16, NumberFormat.Fp16, NumberFormat.Tf32, NumberFormat.Fp32];

    /// <summary>Its name here: <c>H100-SXM-80GB</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that mean it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Who makes it.</summary>
    public required string Vendor { get; init; }

    /// <summary>What sort of device it is.</summary>
    public required HardwareKind Kind { get; init; }

    /// <summary>Year of its launch; null where not stated.</summary>
    public int? Year { get; init; }

    /// <summary>Dense matrix FLOP/s (a multiply-add is two) by format; never the figure for sparse matrices, and with 32-bit sums where a device has a choice.</summary>
    public required ImmutableDictionary<NumberFormat, double> Peaks { get; init; }

    /// <summary>FLOP/s that somebody measured for a large matrix product; empty where nobody did.</summary>
    public ImmutableDictionary<NumberFormat, double> Measured { get; init; } = ImmutableDictionary<NumberFormat, double>.Empty;

    /// <summary>Memory that programs see, in bytes. Makers' "GB" of memory are 2³⁰ bytes, of which error correction may take some.</summary>
    public required double MemoryBytes { get; init; }

    /// <summary>Bytes a second between memory and device.</summary>
    public required double MemoryBandwidth { get; init; }

    /// <summary>How devices of one node are joined: <c>NVLink4</c>, <c>PCIe4</c>; empty where not stated.</summary>
    public string Link { get; init; } = "";

    /// <summary>Bytes a second and direction that a device exchanges with the others of its node; 0 where a node has only one.</summary>
    public double LinkBandwidth { get; init; }

    /// <summary>Devices that <see cref="LinkBandwidth"/> joins.</summary>
    public int DevicesPerNode { get; init; } = 1;

    /// <summary>Bytes a second, direction and device between nodes.</summary>
    public double NetworkBandwidth { get; init; }

    /// <summary>Whether <see cref="NetworkBandwidth"/> is our assumption for the kind of device, not the maker's reference system.</summary>
    public bool IsNetworkAssumed { get; init; }

    /// <summary>Processors that each work on one tile of a product (streaming multiprocessors, compute units); null where not stated.</summary>
    public int? ComputeUnits { get; init; }

    /// <summary>Channels of 64 bits of a processor's memory; null of other devices.</summary>
    public int? MemoryChannels { get; init; }

    /// <summary>The most it draws, in watts; null where not stated.</summary>
    public double? PowerWatts { get; init; }

    /// <summary>Price of one device for an hour, in US dollars; null where no price is known.</summary>
    public double? UsdPerHour { get; init; }

    /// <summary>Who asks that price; null where there is none.</summary>
    public string? PriceSource { get; init; }

    /// <summary>Where the facts come from.</summary>
    public required string Source { get; init; }

    /// <summary>Year, or year and month, of the source.</summary>
    public required string Date { get; init; }

    /// <summary>What a reader should know; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Dense FLOP/s in a format; null where the device has no units for it.</summary>
    public double? TryPeak(NumberFormat format) => Peaks.TryGetValue(format, out var peak) ? peak : null;

    /// <summary>Dense FLOP/s in a format.</summary>
    /// <exception cref="UserInputException">The device has no units for it.</exception>
    public double PeakFlops(NumberFormat format) => TryPeak(format)
        ?? throw new UserInputException($"{Name} has no {format.Name()} matrix units; use {Nearest.AnyOf([.. Peaks.Keys.Order().Select(NumberFormats.Name)])}.");

    /// <summary>
    /// The format in which a product of that format really runs: a device without 8-bit or 4-bit units widens weights to the widest 16-bit format it has,
    /// one without 16-bit units to 32 bits.
    /// </summary>
    /// <exception cref="UserInputException">None of them is there.</exception>
    public NumberFormat ComputeFormat(NumberFormat format)
    {
        if (Peaks.ContainsKey(format))
        {
            return format;
        }

        foreach (var wider in Wider)
        {
            if (wider.Bits() >= Math.Min(16, format.Bits()) && Peaks.ContainsKey(wider))
            {
                return wider;
            }
        }

        throw new UserInputException($"{Name} has no peak for {format.Name()} nor for anything wider; add one to its tflops.");
    }

    /// <summary>FLOP/s over bytes/s: operations below so many FLOPs a byte wait for memory (Williams et al. 2009, doi:10.1145/1498765.1498785).</summary>
    public double RidgeIntensity(NumberFormat format) => PeakFlops(format) / MemoryBandwidth;
}
