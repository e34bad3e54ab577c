using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Weights of a model that was never trained: enough to export its shape and to time it.</summary>
public static class RandomWeights
{
    private const float Noise = 1e-3f;

    /// <summary>By the names of the state dictionary. No two tensors are equal, so that an exporter stores as many as of a trained model.</summary>
    public static async Task<IReadOnlyDictionary<string, WeightTensor>> OfAsync(ModelShape shape, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shape);
        using var process = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        torch.manual_seed(0);
        using var scope = NewDisposeScope();
        using var model = ModelBuilder.BuildAny(shape);
        var chance = RandomStream.For(1, 0, "random weights");
        return ModelFile.WeightsOf(model).ToDictionary(
            pair => pair.Key,
            pair => pair.Value with { Values = [.. pair.Value.Values.Select(value => value + (Noise * (float)chance.NextDouble()))] });
    }
}
