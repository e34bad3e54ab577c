using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Writes a study's report as one HTML file that needs nothing else: no network, no script, no font of its own.</summary>
internal static class HtmlReport
{
    /// <summary>Writes the whole document.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        var figures = new ReportFigures(report);
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        output.WriteLine($"<title>{Html.Escape(report.Name)} – Sweetspot</title><style>");
        output.WriteLine(ReportStyle.Css);
        output.WriteLine("</style></head><body>");
        WriteHeader(report, output);
        output.WriteLine("<main>");
        RecommendationSection.Write(report, output);
        LawSection.Write(report, output);
        FrontSection.Write(report, figures, output);
        OverfittingSection.Write(report, figures, output);
        CurvesSection.Write(report, figures, output);
        GenerationsSection.Write(report, output);
        TrialsSection.Write(report, figures, output);
        MethodSection.Write(report, output);
        output.WriteLine("</main>");
        output.WriteLine($"<footer>Made by Sweetspot on {report.Created.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}.</footer>");
        output.WriteLine("<script>");
        output.WriteLine(ReportStyle.Script);
        output.WriteLine("</script></body></html>");
    }

    private static void WriteHeader(StudyReport report, TextWriter output)
    {
        var searched = report.Trials.Where(trial => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline).ToList();
        string[] facts =
        [
            report.State,
            $"{searched.Count(trial => trial.State == TrialState.Completed)} of {Counted.Of(searched.Count, "trial")} completed",
            .. report.Duration is { } duration ? [NumberFormat.Seconds(duration.TotalSeconds)] : Array.Empty<string>(),
            $"objectives: {string.Join(", ", report.Objectives.Select(objective => $"{Metrics.Label(objective.Name)} {(objective.Direction == Direction.Maximize ? "up" : "down")}"))}",
        ];
        output.WriteLine($"<header><h1>{Html.Escape(report.Name)}: how big should the model be?</h1>");
        output.WriteLine($"<p>{Html.Escape(string.Join(" · ", facts))}</p>");
        if (report.Task.Count > 0)
        {
            output.WriteLine($"<p>{Html.Escape(report.Task[0])}</p>");
        }

        output.WriteLine("</header>");
    }
}
