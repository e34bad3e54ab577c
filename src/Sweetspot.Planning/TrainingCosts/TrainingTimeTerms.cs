namespace Sweetspot.Planning;

/// <summary>
/// Seconds of one micro-batch, forwards and backwards, before pipeline, data parallelism, ZeRO and optimizer are chosen. Worked out once by <see cref="TrainingTimeModel.TermsOf(TrainingSetup)"/>;
/// <see cref="TrainingTimeModel.Of(in TrainingTimeTerms, in TrainingPlan)"/> is plain arithmetic on it.
/// </summary>
public readonly record struct TrainingTimeTerms
{
    /// <summary>Parameters and sizes, which exchange and the optimizer's step need too.</summary>
    public required TrainingMemoryTerms Sizes { get; init; }

    /// <summary>Products and attention of all layers.</summary>
    public required double Compute { get; init; }

    /// <summary>Norms, sums, activations and casts of all layers.</summary>
    public required double MemoryBound { get; init; }

    /// <summary>Exchange within layers: tensor, context and expert parallelism.</summary>
    public double Exchange { get; init; }

    /// <summary>Launches and gaps of all layers.</summary>
    public double Other { get; init; }

    /// <summary>The output over vocabulary or classes, and the part before the first layer.</summary>
    public double Ends { get; init; }

    /// <summary>Seconds to send one layer's output to the next stage.</summary>
    public double Send { get; init; }

    /// <summary>Devices of tensor parallelism.</summary>
    public required int Tensor { get; init; }

    /// <summary>The device's bytes a second of memory, reached.</summary>
    public required double MemoryRate { get; init; }

    /// <summary>The same of its link, and of its part of the network.</summary>
    public required double LinkRate { get; init; }

    /// <inheritdoc cref="LinkRate"/>
    public required double NetworkRate { get; init; }

    /// <summary>Devices of a node.</summary>
    public required int PerNode { get; init; }

    /// <summary>Dense peak FLOP/s in the format of the products.</summary>
    public required double Peak { get; init; }

    /// <summary>Model FLOPs of one micro-batch, over all its devices: three forward passes, attention as a full square (PaLM, arXiv 2204.02311, appendix B).</summary>
    public required double ModelFlops { get; init; }

    /// <summary>The same with what is worked out again.</summary>
    public required double HardwareFlops { get; init; }

    /// <summary>Tokens, images or examples of one micro-batch.</summary>
    public required double Units { get; init; }

    /// <summary>Waiting and overlap.</summary>
    public required TrainingConstants Constants { get; init; }

    /// <summary>Half of the 80 % interval of the rate, as a share.</summary>
    public required double Spread { get; init; }

    /// <summary>Whether the device is of a kind that the constants were set on.</summary>
    public required bool IsSeen { get; init; }
}
