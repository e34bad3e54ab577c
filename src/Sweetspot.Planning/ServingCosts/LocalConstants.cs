namespace Sweetspot.Planning;

/// <summary>What engines for one user reach. Set by least squares on logarithms over published measurements (docs/serving-costs.md has rows, spread and the errors on groups left out).</summary>
public sealed record LocalConstants
{
    /// <summary>Share of memory bandwidth at which a GPU reads weights.</summary>
    public double GpuBandwidth { get; init; } = 0.94;

    /// <summary>The same of Apple's GPUs.</summary>
    public double AppleBandwidth { get; init; } = 0.84;

    /// <summary>The same of processors.</summary>
    public double CpuBandwidth { get; init; } = 0.64;

    /// <summary>Share at which a GPU reads the cache.</summary>
    public double GpuCache { get; init; } = 0.4;

    /// <summary>Share at which an Apple GPU reads it, once for each head of queries.</summary>
    public double AppleCache { get; init; } = 0.43;

    /// <summary>Seconds of a layer that no operand explains.</summary>
    public double LayerSeconds { get; init; } = 90e-6;

    /// <summary>Seconds of a token: sampling, building the graph.</summary>
    public double StepSeconds { get; init; } = 0.65e-3;

    /// <summary>FLOPs, at the rate of 32-bit floats, that a GPU spends to widen a packed weight.</summary>
    public double GpuUnpackFlops { get; init; } = 2.9;

    /// <summary>FLOPs, at that rate, that Apple's GPUs spend on a weight of a product with one row.</summary>
    public double AppleFlops { get; init; } = 6.4;

    /// <summary>The same of a packed weight.</summary>
    public double ApplePackedFlops { get; init; } = 16.8;

    /// <summary>Share of peak FLOP/s of the products of a prompt.</summary>
    public double PrefillCompute { get; init; } = 0.4;

    /// <summary>The same with packed weights.</summary>
    public double PackedPrefillCompute { get; init; } = 0.3;

    /// <summary>Share of a device's memory for weights and cache: the rest is the system's.</summary>
    public double MemoryShare { get; init; } = 0.93;
}
