using System.Text.Json;

namespace Sweetspot.Planning;

/// <summary>What is wrong with a file that should be JSON, in one line.</summary>
internal static class JsonFault
{
    /// <summary>As the end of a sentence that begins with the file.</summary>
    public static string Text(JsonException exception) =>
        $"is not JSON (line {exception.LineNumber + 1}: {exception.Message.Split(" LineNumber")[0].ReplaceLineEndings(" ").TrimEnd('.')}).";
}
