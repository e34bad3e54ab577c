using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What a model of a shape costs, by formula, in microseconds.</summary>
/// <remarks>
/// FLOPs: one multiply-add is two; only linear, convolution and attention products are counted. Biases, normalisation, activations and pooling are left out
/// (under 1 % of the FLOPs in most models, more in very narrow ones).
/// </remarks>
public sealed record ModelCost
{
    /// <summary>Bytes of a safetensors header that one tensor's entry takes, about.</summary>
    private const int HeaderBytesPerTensor = 90;

    /// <summary>Trainable parameters, exact: linear layers and patches have a bias; convolutions have none, but two numbers a channel of batch normalisation; tables of users and items are counted in full.</summary>
    public required long Parameters { get; init; }

    /// <summary>FLOPs of one forward pass of one example.</summary>
    public required long Flops { get; init; }

    /// <summary>Memory of training with the given batch.</summary>
    public required TrainingMemory Memory { get; init; }

    /// <summary>Bytes of the weights as safetensors: 4 for each number kept, and an estimate of the header.</summary>
    public required long FileBytes { get; init; }

    /// <summary>The cost of a shape.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="batch">Examples in one training step.</param>
    public static ModelCost Of(ModelShape shape, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var layers = Layer.Of(shape).ToList();
        var parameters = layers.Sum(layer => layer.Parameters);
        var stored = parameters + layers.Sum(layer => layer.Buffers);
        return new ModelCost
        {
            Parameters = (long)parameters,
            Flops = (long)layers.Sum(layer => layer.Flops),
            Memory = new TrainingMemory
            {
                Weights = (long)(4 * stored),
                Gradients = (long)(4 * parameters),
                Optimizer = (long)(8 * parameters),
                Activations = (long)(batch * ActivationBytes(shape, layers)),
            },
            FileBytes = (long)((4 * stored) + 8 + (HeaderBytesPerTensor * layers.Sum(layer => layer.Tensors))),
        };
    }

    /// <summary>The metrics that are known from the shape alone: parameters, flops, memory, file_bytes.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="batch">Examples in one training step.</param>
    /// <param name="precision">What it is run in: decides the bytes of its weights.</param>
    public static IReadOnlyDictionary<string, Measurement> Compute(ModelShape shape, int batch, Precision precision = Precision.Fp32)
    {
        var cost = Of(shape, batch);
        return new Dictionary<string, Measurement>(StringComparer.Ordinal)
        {
            [Metrics.Parameters.Name] = Metrics.Parameters.Computed(cost.Parameters),
            [Metrics.Flops.Name] = Metrics.Flops.Computed(cost.Flops),
            [Metrics.Memory.Name] = Metrics.Memory.Computed(cost.Memory.Total, $"batch {batch}"),
            [Metrics.FileBytes.Name] = Metrics.FileBytes.Computed(cost.FileBytes - SavedBytes(shape, precision), $"estimate, {precision.Word()}"),
        };
    }

    /// <summary>Three of the four bytes of each weight in a layer that multiplies with integers.</summary>
    private static double SavedBytes(ModelShape shape, Precision precision) => precision.IsInt8()
        ? 3 * Layer.Of(shape).Where(layer => layer.Flops >= layer.Parameters && (precision == Precision.Int8Static || !layer.IsConvolution)).Sum(layer => layer.Parameters)
        : 0;

    private static double ActivationBytes(ModelShape shape, List<Layer> layers)
    {
        var input = (4.0 * shape.Input.NumberCount) + (8.0 * shape.Input.IdCount);
        return input + layers.Sum(layer => layer.SavedBytes) + (2 * layers.Max(layer => layer.LargestBytes));
    }
}
