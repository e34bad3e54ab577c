using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>The table of all trials.</summary>
internal static class TrialsSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(StudyReport report, ReportFigures figures, TextWriter output)
    {
        output.WriteLine("<section aria-labelledby=\"trials\"><h2 id=\"trials\">Trials</h2>");
        if (report.Trials.Count == 0)
        {
            output.WriteLine("<p>No trial has run.</p></section>");
            return;
        }

        var front = report.Front.ToHashSet();
        string[] metrics = [report.Quality.Name, .. figures.Costs, report.SizeMetric, Metrics.Latency.Name, Metrics.TrainSeconds.Name];
        string[] shown = [.. metrics.Distinct().Where(name => report.Trials.Any(trial => trial.Metrics.ContainsKey(name)))];
        output.WriteLine($"<p>{Html.Escape(Counts(report))} Click a heading to sort.</p>");
        var table = new HtmlTable(output);
        table.Begin("All trials", true, ["#no.", "purpose", "state", "model", .. shown.Select(name => $"#{Metrics.Label(name)}"), "why not completed"]);
        foreach (var trial in report.Trials)
        {
            table.Row(trial.Number == report.Outcome.Recommendation?.Trial.Number ? "chosen" : "");
            table.Number(trial.Number, trial.Number.ToString(CultureInfo.InvariantCulture));
            table.Text(Purpose(trial, front));
            table.Text(State(trial.State));
            table.Text(report.Text(trial.Candidate), isWide: true);
            Array.ForEach(shown, name => table.Number(trial.Value(name), trial.Metrics.TryGetValue(name, out var value) ? NumberFormat.Value(value) : ""));
            table.Text(trial.Reason ?? "", isWide: true);
            table.EndRow();
        }

        table.End();
        output.WriteLine("</section>");
    }

    private static string Counts(StudyReport report)
    {
        var states = report.Trials.GroupBy(trial => trial.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {State(group.Key)}");
        return $"{Counted.Of(report.Trials.Count, "trial")}: {string.Join(", ", states)}.";
    }

    private static string Purpose(Trial trial, HashSet<long> front) => trial.Request.Purpose switch
    {
        TrialPurpose.Baseline => ReferenceName.Of(trial.Candidate) + (front.Contains(trial.Number) ? ", front" : ""),
        TrialPurpose.Verification => trial.Request.Fold is { } fold ? $"retraining, fold {fold + 1}" : "retraining",
        TrialPurpose.Final => "final",
        TrialPurpose.Teacher => "for a teacher",
        TrialPurpose.Comparison => trial.Request.Fold is { } part ? $"comparison, fold {part + 1}" : "comparison",
        _ => front.Contains(trial.Number) ? "search, front" : "search",
    };

    private static string State(TrialState state) => state == TrialState.TimedOut ? "timed out" : state.ToString().ToLowerInvariant();
}
