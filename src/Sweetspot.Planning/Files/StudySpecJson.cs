using System.Text.Json;
using System.Text.Json.Serialization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A study definition as JSON, for stores and workers. Not for people: they have the study file.</summary>
public static class StudySpecJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>One line of JSON.</summary>
    public static string Write(StudySpec spec) => JsonSerializer.Serialize(spec, s_options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="SweetspotException">The text is not a study definition.</exception>
    public static StudySpec Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<StudySpec>(json, s_options) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new SweetspotException($"not a study definition: {exception.Message}", exception);
        }
    }
}
