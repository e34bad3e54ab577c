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
        return new Checkpoint(model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.bytes.ToArray()));
    }

    /// <summary>Puts them back.</summary>
    public void RestoreTo(nn.Module model)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in model.state_dict())
        {
            _values[name].CopyTo(tensor.bytes);
        }
    }
}
