namespace Sweetspot.Planning;

/// <summary>What networks of images reach. Set by least squares on logarithms over published throughputs (docs/serving-costs.md).</summary>
public sealed record VisionConstants
{
    /// <summary>Those that come with the program, set on all measurements.</summary>
    public static VisionConstants Shipped { get; } = new();

    /// <summary>Share of peak FLOP/s of a GPU's convolutions and products with many channels.</summary>
    public double GpuCompute { get; init; } = 0.996;

    /// <summary>The same of convolutions in groups.</summary>
    public double GpuGrouped { get; init; } = 0.145;

    /// <summary>Share of a GPU's memory bandwidth.</summary>
    public double GpuBandwidth { get; init; } = 1;

    /// <summary>Part of the passes of norms, activations and sums that reach a GPU's memory: below 1 where they are joined or a cache holds them.</summary>
    public double GpuPasses { get; init; } = 1.74;

    /// <summary>Seconds of a layer's launches on a GPU.</summary>
    public double LaunchSeconds { get; init; } = 36.5e-6;

    /// <summary>Share of a processor's peak FLOP/s.</summary>
    public double CpuCompute { get; init; } = 0.764;

    /// <summary>The same of convolutions in groups.</summary>
    public double CpuGrouped { get; init; } = 0.0751;

    /// <summary>Share of a processor's memory bandwidth; above 1 where caches hold what layers pass on.</summary>
    public double CpuBandwidth { get; init; } = 0.264;

    /// <summary>The same of a processor's.</summary>
    public double CpuPasses { get; init; } = 0.277;

    /// <summary>Seconds of a layer's calls on a processor.</summary>
    public double CallSeconds { get; init; } = 46e-6;
}
