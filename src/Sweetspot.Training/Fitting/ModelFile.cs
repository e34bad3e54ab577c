using System.Runtime.InteropServices;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>A trained model on disk: weights as safetensors, and its description in their metadata.</summary>
public static class ModelFile
{
    /// <summary>Key of the metadata that hold the model's description.</summary>
    public const string DescriptionKey = "sweetspot.model/2";

    /// <summary>Key of the metadata that hold its encoder.</summary>
    public const string EncoderKey = "sweetspot.encoder";

    /// <summary>Where the weights of a final training go: <c>FOLDER/trial-GENOME-SEED.safetensors</c>.</summary>
    public static string PathOf(string folder, TrialRequest request)
    {
        var genome = string.Concat(request.Candidate.Key.Select(c => char.IsLetterOrDigit(c) || c is '=' or '.' ? c : '_'));
        return Path.Combine(folder, $"trial-{genome}-{request.Seed}.safetensors");
    }

    /// <summary>Reads the description alone.</summary>
    /// <exception cref="UserInputException">The file is not a model of ours.</exception>
    public static ModelDescription Describe(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserInputException(Directory.Exists(path)
                ? $"{path}: this is a folder; give the .safetensors or .onnx file in it that sweetspot wrote."
                : $"{path}: there is no such file; give a .safetensors file that sweetspot wrote.");
        }

        var metadata = Safetensors.ReadMetadata(path);
        if (!metadata.TryGetValue(DescriptionKey, out var json) || !metadata.TryGetValue(EncoderKey, out var encoder))
        {
            throw new UserInputException($"{path}: holds weights but no description of the model; give a .safetensors file that sweetspot wrote.");
        }

        try
        {
            return ModelDescription.Parse(json, encoder);
        }
        catch (JsonException exception)
        {
            throw new UserInputException([$"{path}: its description of the model cannot be read: {exception.Message}"], exception);
        }
    }

    /// <summary>Every tensor of floats in a file, by the names of the state dictionary.</summary>
    /// <exception cref="UserInputException">It is not a safetensors file, or cut off.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Weights(string path) => Safetensors.ReadFloats(path);

    /// <summary>Every tensor of floats of a model, by the names of the state dictionary.</summary>
    internal static IReadOnlyDictionary<string, WeightTensor> WeightsOf(nn.Module model)
    {
        using var scope = NewDisposeScope();
        return model.state_dict().Where(pair => pair.Value.dtype == ScalarType.Float32).ToDictionary(
            pair => pair.Key,
            pair => new WeightTensor([.. pair.Value.shape], MemoryMarshal.Cast<byte, float>(pair.Value.detach().contiguous().bytes).ToArray()));
    }

    internal static void Save(string path, nn.Module model, ModelDescription description)
    {
        using var scope = NewDisposeScope();
        Safetensors.Save(path, model.state_dict(), new Dictionary<string, string>
        {
            ["format"] = "pt",
            [DescriptionKey] = description.ToJson(),
            [EncoderKey] = description.EncoderJson,
        });
    }
}
