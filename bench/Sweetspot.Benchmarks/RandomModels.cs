using Sweetspot.Export;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Models to export and time.</summary>
internal static class RandomModels
{
    /// <summary>A classifier with these weights, its images normalised by made-up figures.</summary>
    public static TrainedModel Classifier(ModelShape shape, IReadOnlyDictionary<string, WeightTensor> weights) => new()
    {
        Shape = shape,
        Weights = weights,
        Pixels = shape.Input.IsImage ? new PixelScale([.. Enumerable.Repeat(100f, shape.Input.Channels)], [.. Enumerable.Repeat(50f, shape.Input.Channels)], false) : null,
        Answer = new ClassAnswer([.. Enumerable.Repeat("", shape.Outputs)]),
    };
}
