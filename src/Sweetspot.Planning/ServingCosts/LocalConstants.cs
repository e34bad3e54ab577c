namespace Sweetspot.Planning;

/// <summary>What engines for one user reach. Set by least squares on logarithms over published measurements (docs/serving-costs.md has rows, spread and the errors on groups left out).</summary>
public sealed record LocalConstants
{
    /// <summary>Share of memory bandwidth at which a GPU reads weights.</summary>
    public double GpuBandwidth { get; init; } = 0.942;

    /// <summary>The same of Apple's GPUs.</summary>
    public double AppleBandwidth { get; init; } = 0.844;

    /// <summary>The same of processors.</summary>
    public double CpuBandwidth { get; init; } = 0.647;

    /// <summary>Share at which a GPU reads the cache.</summary>
    public double GpuCache { get; init; } = 0.895;

    /// <summary>Share at which an Apple GPU reads it, once for each head of queries.</summary>
    public double AppleCache { get; init; } = 0.452;

    /// <summary>Seconds of a layer that no operand explains.</summary>
    public double LayerSeconds { get; init; } = 89.2e-6;

    /// <summary>Seconds of a token: sampling, building the graph.</summary>
    public double StepSeconds { get; init; } = 0.622e-3;

    /// <summary>FLOPs, at the rate of 32-bit floats, that a GPU spends to widen a packed weight.</summary>
    public double GpuUnpackFlops { get; init; } = 3.3;

    /// <summary>FLOPs, at that rate, that Apple's GPUs spend on a packed weight of a product with one row, while they read others.</summary>
    public double ApplePackedFlops { get; init; } = 13.7;

    /// <summary>Share of peak FLOP/s of the products of a prompt.</summary>
    public double PrefillCompute { get; init; } = 0.634;

    /// <summary>The same with packed weights.</summary>
    public double PackedPrefillCompute { get; init; } = 0.556;

    /// <summary>Share of a device's memory for weights and cache: the rest is the system's.</summary>
    public double MemoryShare { get; init; } = 0.93;
}
