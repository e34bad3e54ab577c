using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sweetspot.Cli;

/// <summary>How JSON for people and programs is written: indented, words of all languages unescaped.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Indented { get; } = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // for values of types of our own within a document
    };
}
