using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A copy of a model's weights and running statistics in memory.</summary>
internal sealed class Checkpoint
{
    private readonly Dictionary<string, byte[]> _values;

    private Checkpoint(Dictionary<string, byte[]> values) => _values = values;

    /// <summary>Copies them.</summary>
    public static Checkpoint Of(nn.Module model)
    {
        using var scope = NewDisposeScope();
        return Of(model.state_dict());
    }

    /// <summary>Takes them from tensors of the same names.</summary>
    public static Checkpoint Of(IReadOnlyDictionary<string, Tensor> tensors) => new(tensors.ToDictionary(entry => entry.Key, entry => entry.Value.bytes.ToArray()));

    /// <summary>Puts them back.</summary>
    public void RestoreTo(nn.Module model)
    {
        using var scope = NewDisposeScope();
        GiveTo(model.state_dict());
    }

    /// <summary>Writes them into tensors of the same names.</summary>
    public void GiveTo(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, tensor) in tensors)
        {
            _values[name].CopyTo(tensor.bytes);
        }
    }
}
