namespace Sweetspot.Planning;

/// <summary>What engines for many users reach. Set by least squares on logarithms over published measurements (docs/serving-costs.md has rows, spread and the errors on groups left out).</summary>
public sealed record ServerConstants
{
    /// <summary>Share of memory bandwidth at which weights are read.</summary>
    public double Bandwidth { get; init; } = 0.944;

    /// <summary>The same of experts, a part of them at a time.</summary>
    public double ExpertBandwidth { get; init; } = 0.901;

    /// <summary>Share of memory bandwidth at which the cache is read.</summary>
    public double CacheBandwidth { get; init; } = 0.967;

    /// <summary>Share of peak FLOP/s of the products of a decoding step.</summary>
    public double DecodeCompute { get; init; } = 0.48;

    /// <summary>Share of peak FLOP/s of the products of a prompt.</summary>
    public double PrefillCompute { get; init; } = 0.625;

    /// <summary>Seconds of a layer that no operand explains: launches, norms, small kernels.</summary>
    public double LayerSeconds { get; init; } = 59.2e-6;

    /// <summary>Seconds of a step: scheduling, sampling, sending.</summary>
    public double StepSeconds { get; init; } = 0.699e-3;

    /// <summary>Seconds of a step for each sequence in it.</summary>
    public double SequenceSeconds { get; init; } = 10.1e-6;

    /// <summary>Seconds of an all-reduce of no size, with tensor parallelism.</summary>
    public double CollectiveSeconds { get; init; } = 1.91e-6;

    /// <summary>Share of the link's bandwidth that an all-reduce reaches.</summary>
    public double LinkShare { get; init; } = 0.467;

    /// <summary>FLOPs, at the rate of 32-bit floats, that widening a packed weight costs in a step.</summary>
    public double UnpackFlops { get; init; } = 3.25;

    /// <summary>Prompts of others that a sequence waits for while it decodes, for each that falls into that time.</summary>
    public double Interference { get; init; } = 0.861;

    /// <summary>Seconds of a layer that a step with a prompt in it costs more, beside the prompt's FLOPs and collectives: kernels that are not recorded.</summary>
    public double PromptLayerSeconds { get; init; } = 148e-6;

    /// <summary>Of the prompts that could be ahead of one's own, the part that is: 1 where all clients start together, 0 where they never meet.</summary>
    public double QueueShare { get; init; } = 0.148;

    /// <summary>Seconds until the first token that no operand explains: network, tokeniser, scheduling.</summary>
    public double FirstTokenSeconds { get; init; } = 0.112;

    /// <summary>Share of a device's memory that an engine uses for weights and cache.</summary>
    public double MemoryShare { get; init; } = 0.931;
}
