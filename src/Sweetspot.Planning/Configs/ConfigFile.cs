using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Reads a config.json as Hugging Face's transformers writes it.</summary>
public static class ConfigFile
{
    /// <summary>The architecture that a file describes.</summary>
    /// <exception cref="UserInputException">The file cannot be read, is no such config, or lacks what the size depends on.</exception>
    public static Architecture Read(string path)
    {
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, "config.json");
        }

        if (!File.Exists(path))
        {
            throw new UserInputException($"{path}: no such file.");
        }

        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{path}: cannot be read ({exception.Message}).");
        }
    }

    /// <summary>The architecture that a text describes.</summary>
    /// <param name="json">The config.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="UserInputException">It is no such config, or lacks what the size depends on.</exception>
    public static Architecture Parse(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Of(document.RootElement, source)
                : throw new UserInputException($"{source}: holds no JSON object; a config.json begins with {{ and names its model_type.");
        }
        catch (JsonException exception)
        {
            throw new UserInputException($"{source}: {JsonFault.Text(exception)}");
        }
    }

    private static Architecture Of(JsonElement root, string source)
    {
        var values = new ConfigValues(root);
        var type = values.Text("", "model_type");
        if (values.Part("text_config") is { } inner && !ConfigFamilies.Knows(type))
        {
            inner.Note($"of \"{type}\" only the language model (text_config) is counted, not what sees or hears");
            (values, type) = (inner, inner.Text("", "model_type"));
        }

        if (!ConfigFamilies.Knows(type))
        {
            throw new UserInputException(type.Length == 0
                ? $"{source}: names no model_type, so its layers are unknown; known are {Nearest.AnyOf(ConfigFamilies.Names)}."
                : $"{source}: model_type \"{type}\" is not an architecture that is known here{Nearest.Hint(type, ConfigFamilies.Names)}");
        }

        var architecture = ConfigFamilies.Of(type, values);
        return values.Problems.Count == 0
            ? architecture with { Name = type, Notes = values.Notes }
            : throw new UserInputException([.. values.Problems.Select(problem => $"{source}: {problem}")]);
    }
}
