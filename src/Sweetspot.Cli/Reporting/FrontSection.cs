using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Quality against each cost, with the finalists' error bars, and the table of finalists.</summary>
internal static class FrontSection
{
    /// <summary>Writes the section; nothing where no trial completed.</summary>
    public static void Write(StudyReport report, ReportFigures figures, TextWriter output)
    {
        if (figures.Searched.Count == 0)
        {
            return;
        }

        output.WriteLine("<section aria-labelledby=\"front\"><h2 id=\"front\">Quality against cost</h2>");
        output.WriteLine("<p>Each small dot is one search trial, trained once. The front holds those that no other trial beats in everything. Finalists were trained again, "
            + "and their bars are standard errors; a finalist usually lies a little below its dot, because the best of many single runs is lucky.</p><div class=\"charts\">");
        foreach (var (chart, caption) in Charts(report, figures))
        {
            new ChartWriter(output).Write(chart, caption);
        }

        output.WriteLine("</div>");
        WriteFinalists(report, figures, output);
        output.WriteLine("</section>");
    }

    /// <summary>Quality against each cost, with what is not drawn.</summary>
    public static IEnumerable<(Chart Chart, string Caption)> Charts(StudyReport report, ReportFigures figures) =>
        figures.Costs.Select(cost => Draw(report, figures, cost)).Select(chart => (chart, figures.BaselineCaption(chart.Y)));

    private static Chart Draw(StudyReport report, ReportFigures figures, string cost)
    {
        var trials = figures.Searched.Where(trial => trial.Value(cost) is not null).ToList();
        var finalists = figures.Finalists.Where(finalist => finalist.Metrics.ContainsKey(cost)).ToList();
        var (x, factor) = ReportFigures.AxisOf(
            cost, trials.Select(trial => trial.Metrics[cost].Value).Concat(finalists.Select(finalist => finalist.Metrics[cost].Value)));
        var y = figures.QualityAxis(
            figures.QualityLabel,
            trials.Select(trial => trial.Metrics[report.Quality.Name].Value),
            finalists.SelectMany(Bar));

        ChartPoint Of(Trial trial) => new(trial.Metrics[cost].Value * factor, trial.Metrics[report.Quality.Name].Value, null, figures.Title(trial));
        ChartPoint Verified(FinalistResult finalist) =>
            new(finalist.Metrics[cost].Value * factor, finalist.Quality.Value, finalist.Quality.StandardError, figures.Title(finalist));
        ChartSeries Series(string label, IEnumerable<ChartPoint> points, Marker marker, int color) =>
            new() { Label = label, Points = [.. points], Marker = marker, Color = color };

        var front = figures.Front.Where(trial => trial.Metrics.ContainsKey(cost)).ToList();
        return new Chart(
            $"{Capital(figures.QualityLabel)} against {Metrics.Label(cost)}",
            x,
            y,
            [
                Series("other trials", trials.Except(front).Where(trial => trial != figures.Baseline).Select(Of), Marker.Dot, 7),
                Series("on the front", front.Where(trial => trial != figures.Baseline).Select(Of), Marker.Circle, 0),
                Series(ReferenceName.Of(figures.Baseline?.Candidate ?? new Candidate([])), trials.Where(trial => trial == figures.Baseline).Select(Of), Marker.Triangle, 3),
                Series("finalists, retrained", finalists.Where(finalist => !finalist.IsChosen).Select(Verified), Marker.Square, 1),
                Series("recommended", finalists.Where(finalist => finalist.IsChosen).Select(Verified), Marker.Star, 2),
            ]);
    }

    private static IEnumerable<double> Bar(FinalistResult finalist)
    {
        var error = finalist.Quality.StandardError ?? 0;
        return [finalist.Quality.Value - error, finalist.Quality.Value + error];
    }

    private static void WriteFinalists(StudyReport report, ReportFigures figures, TextWriter output)
    {
        if (figures.Finalists.Count == 0)
        {
            return;
        }

        var test = $"test_{report.Quality.Name}";
        var hasTest = figures.Finalists.Any(finalist => finalist.Metrics.ContainsKey(test));
        string[] costs = [.. figures.Costs.Append(report.SizeMetric).Distinct()];
        var table = new HtmlTable(output);
        table.Begin(
            $"Finalists, cheapest first; judged by their retrainings only ({Retrainings(figures)} each)",
            false,
            [
                "model", $"#{figures.QualityLabel}", "#behind the best (paired)", .. hasTest ? [$"#{Metrics.Label(test)}"] : Array.Empty<string>(),
                "#cost", .. costs.Select(cost => $"#{Metrics.Label(cost)}"), "verdict",
            ]);
        foreach (var finalist in figures.Finalists)
        {
            table.Row(finalist.IsChosen ? "chosen" : "");
            table.Heading(report.Text(finalist.Candidate));
            table.Number(finalist.Quality.Value, NumberFormat.Value(finalist.Quality));
            table.Number(finalist.DifferenceToBest, finalist.IsBest ? "best" : NumberFormat.WithError(finalist.DifferenceToBest, finalist.DifferenceStandardError));
            foreach (var name in hasTest ? [test] : Array.Empty<string>())
            {
                Metric(table, finalist, name);
            }

            table.Number(finalist.RelativeCost, NumberFormat.Times(finalist.RelativeCost));
            Array.ForEach(costs, cost => Metric(table, finalist, cost));
            table.Text(finalist.Verdict);
            table.EndRow();
        }

        table.End();
        output.WriteLine("<p class=\"small\">Cost: geometric mean of the cost objectives, relative to the best finalist. Behind the best: difference of quality with the standard error of the paired difference.</p>");
    }

    private static string Retrainings(ReportFigures figures)
    {
        var (fewest, most) = (figures.Finalists.Min(finalist => finalist.Verifications), figures.Finalists.Max(finalist => finalist.Verifications));
        return fewest == most ? $"{most}" : $"{fewest} to {most}";
    }

    private static void Metric(HtmlTable table, FinalistResult finalist, string name)
    {
        var value = finalist.Metrics.GetValueOrDefault(name);
        table.Number(value?.Value, value is null ? "" : NumberFormat.Value(value));
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
