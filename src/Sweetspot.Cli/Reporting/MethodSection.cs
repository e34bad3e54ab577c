using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>How it was measured, what the data are, and what took part.</summary>
internal static class MethodSection
{
    private static readonly string[] _always =
    [
        "Every size had the same largest number of epochs, with early stopping on held-out data, and a learning rate set for its size.",
        "Finalists are judged by retrainings with fresh seeds (or on folds) only, never by the trial that made them finalists: the best of many single runs is lucky.",
        "Test data, where there are any, were touched once: by each finalist's final training.",
        "Latency is the median time to answer one example on one thread, after warm-up, while nothing of this study was training.",
        "Training time is CPU seconds up to the best epoch, so trials that ran side by side compare.",
        "± is one standard error. A value without it was seen once.",
    ];

    /// <summary>Writes the section.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        output.WriteLine("<section aria-labelledby=\"method\"><h2 id=\"method\">How it was measured</h2>");
        string[] machine = report.Machine.Length == 0 ? [] : [$"Machine: {report.Machine}"];
        Html.List(output, [.. _always, .. report.Method, .. machine]);
        WriteOrigins(report, output);
        output.WriteLine("</section><section aria-labelledby=\"data\"><h2 id=\"data\">Data and space</h2>");
        Html.List(output, [.. report.Task, .. report.DataNotes]);
        Html.List(output, report.Space);
        if (report.Versions.Count > 0)
        {
            output.WriteLine($"<p class=\"small\">Versions: {Html.Escape(string.Join(", ", report.Versions.Select(version => $"{version.Key} {version.Value}")))}.</p>");
        }

        output.WriteLine("</section>");
    }

    private static void WriteOrigins(StudyReport report, TextWriter output)
    {
        var metrics = report.Outcome.Recommendation?.Metrics.Select(pair => (pair.Key, pair.Value))
            ?? report.Trials.Where(trial => trial.State == TrialState.Completed).Take(1).SelectMany(trial => trial.Metrics.Select(pair => (pair.Key, pair.Value)));
        var rows = metrics.ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var table = new HtmlTable(output);
        table.Begin(report.Outcome.Recommendation is null ? "Where the numbers come from" : "Every number of the recommended model, and where it comes from", false, "quantity", "name in files", "#value", "#exactly", "unit", "origin");
        foreach (var (name, value) in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            table.Row();
            table.Heading(Metrics.Label(name));
            table.Text(name);
            table.Number(value.Value, NumberFormat.Value(value));
            table.Number(value.Value, FormattableString.Invariant($"{value.Value:G7}"));
            table.Text(value.Unit);
            table.Text(value.Origin.ToString(), isWide: true);
            table.EndRow();
        }

        table.End();
    }
}
