using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Pieces that both answers of <c>fit</c> share.</summary>
internal static class FitJson
{
    /// <summary>A number, or null where it is not finite.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>[low, high], or null.</summary>
    public static JsonNode? Interval(Interval? interval) => interval is { } range ? new JsonArray(Number(range.Low), Number(range.High)) : null;

    /// <summary>Lines as texts.</summary>
    public static JsonArray Lines(IEnumerable<string> lines) => new([.. lines.Select(line => (JsonNode)line)]);

    /// <summary>Rows as aligned text, the first column to the left, and the others too where they are words.</summary>
    public static IEnumerable<string> Table(string[][] rows, bool isLeft = false)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => ("  " + string.Join("  ", row.Select((cell, column) => isLeft || column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))).TrimEnd());
    }
}
