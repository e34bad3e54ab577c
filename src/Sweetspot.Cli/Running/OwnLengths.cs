using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>The longest texts that a model of ours takes, by the description in its file.</summary>
internal static class OwnLengths
{
    /// <summary>The dimensions given, and those of the model that were left open, at their longest.</summary>
    /// <param name="file">Any ONNX file; one of others has no lengths of its own.</param>
    /// <param name="given">Dimensions that the user gave.</param>
    /// <param name="notes">Gets a line for each that was left open.</param>
    /// <exception cref="UserInputException">A given one is longer than the model takes.</exception>
    public static Dictionary<string, int> Complete(OnnxFile file, IReadOnlyDictionary<string, int> given, ICollection<string> notes)
    {
        var longest = Of(file);
        var problems = longest.Where(pair => given.GetValueOrDefault(pair.Key) > pair.Value)
            .Select(pair => $"--dim: {pair.Key}={given[pair.Key]} is longer than {file.Path} takes, which is {pair.Value}; give at most that.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        var all = new Dictionary<string, int>(given);
        foreach (var (name, length) in longest.Where(pair => all.TryAdd(pair.Key, pair.Value)))
        {
            notes.Add($"The dimension \"{name}\" is open; {length}, the longest that the model takes, was taken. Choose with --dim {name}=N.");
        }

        return all;
    }

    private static Dictionary<string, int> Of(OnnxFile file)
    {
        if (!file.Metadata.TryGetValue(ModelFile.DescriptionKey, out var json) || !file.Metadata.TryGetValue(ModelFile.EncoderKey, out var encoder))
        {
            return [];
        }

        try
        {
            return ModelDescription.Parse(json, encoder).Shape switch
            {
                EncoderDecoderShape pair => new() { [SequenceInput.SourceLength] = pair.Source.Length, [SequenceInput.TargetLength] = pair.Target.Length },
                GptShape gpt => new() { [TokenAnswer.Places] = gpt.Context },
                _ => [],
            };
        }
        catch (JsonException exception)
        {
            throw new UserInputException([$"{file.Path}: its description of the model cannot be read: {exception.Message}"], exception);
        }
    }
}
