namespace Sweetspot.Planning;

/// <summary>Bytes that a training needs, itemised; 32-bit numbers throughout. The process itself and its libraries come on top.</summary>
public sealed record TrainingMemory
{
    /// <summary>Weights, and the running statistics of batch normalisation.</summary>
    public required long Weights { get; init; }

    /// <summary>Gradients.</summary>
    public required long Gradients { get; init; }

    /// <summary>The two moments of AdamW.</summary>
    public required long Optimizer { get; init; }

    /// <summary>One batch: its input, what the backward pass needs again, and the gradient of the largest output twice.</summary>
    public required long Activations { get; init; }

    /// <summary>All of it.</summary>
    public long Total => Weights + Gradients + Optimizer + Activations;
}
