using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sweetspot.Cli;

/// <summary>How JSON for people and programs is written: indented, words of all languages unescaped.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
