using System.Text.Json;
using Sweetspot.Core;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Where the trunk of a candidate is kept from one level to the next. What cannot be written or read is as if it were not there: it is trained anew, with the same result.</summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">What decides the trunk's weights; a file of another is none.</param>
internal sealed class TrunkFile(string path, string fingerprint)
{
    private const string StateKey = "sweetspot.trunk/1";

    /// <summary>What decides the trunk's weights.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>What is kept of at most so many epochs; null where there is nothing of use.</summary>
    public TrunkState? Read(int mostEpochs)
    {
        try
        {
            var state = Safetensors.ReadMetadata(path).TryGetValue(StateKey, out var json) ? JsonSerializer.Deserialize<TrunkState>(json) : null;
            return state is not null && state.Fingerprint == fingerprint && state.Epochs <= mostEpochs ? state : null;
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            return null;
        }
    }

    /// <summary>Reads tensors by name; false where that fails, and some may have been read then.</summary>
    public bool TryLoad(IReadOnlyDictionary<string, Tensor> tensors)
    {
        try
        {
            Safetensors.Load(path, tensors);
            return true;
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            return false;
        }
    }

    /// <summary>Keeps a state, whole or not at all.</summary>
    public void Save(TrunkState state, IReadOnlyDictionary<string, Tensor> tensors)
    {
        try
        {
            Safetensors.Save(path, tensors, new Dictionary<string, string> { [StateKey] = JsonSerializer.Serialize(state) });
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            // A full disk costs time later on, not the trial.
        }
    }

    private static bool IsOfFile(Exception exception) => exception is IOException or UnauthorizedAccessException or UserInputException or JsonException;
}
