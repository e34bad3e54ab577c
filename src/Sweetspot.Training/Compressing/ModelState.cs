using System.Runtime.InteropServices;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Weights and running statistics of a model in memory, by the names of the state dictionary. What is no float (counters) is left out.</summary>
internal static class ModelState
{
    /// <summary>A copy of a model's state.</summary>
    public static Dictionary<string, WeightTensor> Of(nn.Module model)
    {
        using var scope = NewDisposeScope();
        return model.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32).ToDictionary(
            entry => entry.Key,
            entry => new WeightTensor([.. entry.Value.shape], MemoryMarshal.Cast<byte, float>(entry.Value.contiguous().bytes).ToArray()));
    }

    /// <summary>Puts a state into a model of the same shape.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or of another size.</exception>
    public static void PutInto(nn.Module model, IReadOnlyDictionary<string, WeightTensor> state)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var (name, tensor) in model.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32))
        {
            if (!state.TryGetValue(name, out var values) || !values.Sizes.SequenceEqual(tensor.shape))
            {
                throw new ArgumentException($"the state has no {name} of {string.Join('×', tensor.shape)}", nameof(state));
            }

            tensor.copy_(AsTensor(values));
        }
    }

    private static Tensor AsTensor(WeightTensor values) => tensor(values.Values, [.. values.Sizes]);
}
