using System.Globalization;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Predictions as CSV (RFC 4180): the row, the answer, and the probability of every class.</summary>
internal static class PredictionCsv
{
    public static void Write(IReadOnlyList<string> ids, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> classes, TextWriter output)
    {
        Line(output, ["row", "prediction", .. classes.Select(name => $"p_{name}")]);
        foreach (var (id, prediction) in ids.Zip(predictions))
        {
            Line(output, [id, prediction.Answer ?? Text(prediction.Value), .. prediction.Probabilities.Select(Text)]);
        }
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    private static void Line(TextWriter output, IEnumerable<string> cells) => output.Write($"{string.Join(',', cells.Select(CsvExport.Escape))}\r\n");
}
