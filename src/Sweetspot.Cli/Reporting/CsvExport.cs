using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Trials as CSV (RFC 4180), one column a gene and metric, invariant culture, full precision.</summary>
internal static class CsvExport
{
    private static readonly char[] _quoted = [',', '"', '\r', '\n'];

    /// <summary>Writes the header and a line for each trial. A metric's standard error has a column of its own where any trial has one.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="familyOf">The family that a candidate without such a gene makes.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(IReadOnlyList<Trial> trials, Func<Candidate, string> familyOf, TextWriter output)
    {
        var columns = new TrialColumns(trials);
        var errors = columns.Metrics.Where(name => trials.Any(trial => trial.Metrics.GetValueOrDefault(name)?.StandardError is not null)).ToHashSet();
        Line(
            output,
            [
                "trial", "purpose", "state", "reason", "seed", "epochs", "fold", .. columns.Genes,
                .. columns.Metrics.SelectMany(name => errors.Contains(name) ? [name, $"{name}_stderr"] : new[] { name }),
            ]);
        foreach (var trial in trials)
        {
            Line(
                output,
                [
                    Text(trial.Number), trial.Request.Purpose.ToString().ToLowerInvariant(), StateName.Of(trial.State), trial.Reason ?? "",
                    Text(trial.Request.Seed), Text(trial.Request.Fidelity.Epochs), trial.Request.Fold is { } fold ? Text(fold) : "",
                    .. columns.Genes.Select(name => trial.Candidate.Find(name)?.ToString() ?? (name == "family" ? familyOf(trial.Candidate) : "")),
                    .. columns.Metrics.SelectMany(name => Cells(trial.Metrics.GetValueOrDefault(name), errors.Contains(name))),
                ]);
        }
    }

    private static IEnumerable<string> Cells(Measurement? measurement, bool hasError)
    {
        yield return measurement is null ? "" : Text(measurement.Value);
        if (hasError)
        {
            yield return measurement?.StandardError is { } error ? Text(error) : "";
        }
    }

    private static string Text(IFormattable value) => value.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture);

    private static void Line(TextWriter output, IEnumerable<string> cells)
    {
        output.Write(string.Join(',', cells.Select(Escape)));
        output.Write("\r\n");
    }

    /// <summary>A cell, quoted where RFC 4180 asks for it.</summary>
    internal static string Escape(string cell) => cell.IndexOfAny(_quoted) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
