namespace Sweetspot.Planning;

/// <summary>What engines for many users reach. Set by least squares on logarithms over published measurements (docs/serving-costs.md has rows, spread and the errors on groups left out).</summary>
public sealed record ServerConstants
{
    /// <summary>Share of memory bandwidth at which weights are read.</summary>
    public double Bandwidth { get; init; } = 0.94;

    /// <summary>The same of experts, a part of them at a time.</summary>
    public double ExpertBandwidth { get; init; } = 0.80;

    /// <summary>Share of memory bandwidth at which the cache is read.</summary>
    public double CacheBandwidth { get; init; } = 1;

    /// <summary>Share of peak FLOP/s of the products of a decoding step.</summary>
    public double DecodeCompute { get; init; } = 0.77;

    /// <summary>Share of peak FLOP/s of the products of a prompt.</summary>
    public double PrefillCompute { get; init; } = 0.6;

    /// <summary>Seconds of a layer that no operand explains: launches, norms, small kernels.</summary>
    public double LayerSeconds { get; init; } = 65e-6;

    /// <summary>Seconds of a step: scheduling, sampling, sending.</summary>
    public double StepSeconds { get; init; } = 0.3e-3;

    /// <summary>Seconds of a step for each sequence in it.</summary>
    public double SequenceSeconds { get; init; } = 20e-6;

    /// <summary>Seconds of an all-reduce of no size, with tensor parallelism.</summary>
    public double CollectiveSeconds { get; init; } = 2e-6;

    /// <summary>Share of the link's bandwidth that an all-reduce reaches.</summary>
    public double LinkShare { get; init; } = 0.6;

    /// <summary>FLOPs, at the rate of 32-bit floats, that widening a packed weight costs in a step.</summary>
    public double UnpackFlops { get; init; } = 3.2;

    /// <summary>Prompts of others that a sequence waits for while it decodes, for each that falls into that time.</summary>
    public double Interference { get; init; } = 1.1;

    /// <summary>Of the prompts that could be ahead of one's own, the part that is: 1 where all clients start together, 0 where they never meet.</summary>
    public double QueueShare { get; init; } = 0.2;

    /// <summary>Seconds until the first token that no operand explains: network, tokeniser, scheduling.</summary>
    public double FirstTokenSeconds { get; init; } = 40e-3;

    /// <summary>Share of a device's memory that an engine uses for weights and cache.</summary>
    public double MemoryShare { get; init; } = 0.90;
}
