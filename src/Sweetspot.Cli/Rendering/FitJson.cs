using System.Globalization;
using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Pieces that both answers of <c>fit</c> share.</summary>
internal static class FitJson
{
    private const int MostResampled = 400;

    /// <summary>A number, or null where it is not finite.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>[low, high], or null.</summary>
    public static JsonNode? Interval(Interval? interval) => interval is { } range ? new JsonArray(Number(range.Low), Number(range.High)) : null;

    /// <summary>Lines as texts.</summary>
    public static JsonArray Lines(IEnumerable<string> lines) => new([.. lines.Select(line => (JsonNode)line)]);

    /// <summary>Constants of the resamples, a row each, thinned evenly: what <c>plan --law</c> makes its intervals from.</summary>
    public static JsonNode Resampled(IEnumerable<IEnumerable<double>> laws)
    {
        double[][] rows = [.. laws.Select(law => law.ToArray())];
        var every = Math.Max(1, rows.Length / MostResampled);
        return JsonValue.Create(new CompactRows([.. rows.Where((row, index) => index % every == 0 && row.All(double.IsFinite)).Take(MostResampled).Select(Rounded)]))!; // not null: its argument is not

        static double[] Rounded(double[] row) => [.. row.Select(value => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
    }

    /// <summary>Rows as aligned text, the first column to the left, and the others too where they are words; then what ends a row pushes nothing of other rows aside.</summary>
    public static IEnumerable<string> Table(string[][] rows, bool isLeft = false)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => isLeft && row.Skip(column + 1).All(cell => cell.Length == 0) ? 0 : row[column].Length)).ToArray();
        return rows.Select(row => ("  " + string.Join("  ", row.Select((cell, column) => isLeft || column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))).TrimEnd());
    }
}
