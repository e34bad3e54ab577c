namespace Sweetspot.Planning;

/// <summary>Bytes that a training needs on the fullest device, part by part. What the driver, libraries and gaps of the allocator take is not among them.</summary>
/// <param name="Weights">Weights that products use.</param>
/// <param name="Gradients">Gradients.</param>
/// <param name="Optimizer">Moments, and a 32-bit copy of the weights where there is one.</param>
/// <param name="Activations">What the backward pass needs again, of all micro-batches in flight.</param>
/// <param name="Logits">The output over the vocabulary or the classes: 32 bits and the compute format.</param>
/// <param name="Buffers">What one layer works out again, layers gathered for use, gradients before they are shared out, messages between devices.</param>
public readonly record struct TrainingMemoryParts(double Weights, double Gradients, double Optimizer, double Activations, double Logits, double Buffers)
{
    /// <summary>Weights, gradients and optimizer state.</summary>
    public double State => Weights + Gradients + Optimizer;

    /// <summary>All of it.</summary>
    public double Total => State + Activations + Logits + Buffers;
}
