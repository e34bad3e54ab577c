using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>The answer in plain words, with its numbers, what one step would change, and warnings.</summary>
internal static class RecommendationSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        output.WriteLine("<section class=\"answer\" aria-labelledby=\"answer\"><h2 id=\"answer\">Recommendation</h2>");
        if (report.Outcome.Recommendation is { } recommendation)
        {
            WriteChoice(report, recommendation, output);
        }
        else if (report.Outcome.Nearest is { } nearest)
        {
            WriteNearest(report, nearest, output);
        }
        else
        {
            output.WriteLine("<p>There is nothing to recommend yet: no finalist has been retrained. The table of trials says how each ended.</p>");
        }

        var warnings = (report.Outcome.Recommendation?.Warnings ?? []).Concat(report.Warnings).ToList();
        if (warnings.Count > 0)
        {
            output.WriteLine("<h3>Worth knowing</h3>");
            Html.List(output, warnings, "warnings");
        }

        output.WriteLine("</section>");
    }

    private static void WriteChoice(StudyReport report, Recommendation recommendation, TextWriter output)
    {
        if (report.Provisional is { } standing)
        {
            output.WriteLine($"<p class=\"choice\">{Html.Escape(Sentence(standing))}</p>");
        }

        if (recommendation.NothingBeats is { } constant)
        {
            output.WriteLine($"<p class=\"choice\">{Html.Escape(Sentence(constant))}</p>");
        }

        output.WriteLine($"<p class=\"choice\">{(recommendation.NothingBeats is null ? "" : "Of the models: ")}{(report.Provisional is null ? "" : "So far: ")}{Html.Escape(report.Text(recommendation.Candidate))}</p>");
        output.WriteLine($"<p>{Html.Escape(Sentence(recommendation.Reason))}</p>");
        WriteTiles(report, recommendation, output);
        WriteSteps(report, recommendation, output);
        if (!recommendation.Baselines.IsEmpty)
        {
            output.WriteLine("<h3>Beside it</h3>");
            Html.List(output, recommendation.Baselines.Select(baseline => Sentence(baseline.Text)));
        }

        if (report.Compression.Count > 0)
        {
            output.WriteLine("<h3>Did compressing pay?</h3>");
            Html.List(output, report.Compression.Select(Sentence));
        }

        if (!recommendation.Modalities.IsEmpty)
        {
            output.WriteLine("<h3>What each kind of data adds</h3>");
            Html.List(output, recommendation.Modalities.Select(finding => Sentence(finding.Text)));
        }

        if (report.Precision.Count > 0)
        {
            output.WriteLine("<h3>In 8 bits</h3>");
            Html.List(output, report.Precision.Select(Sentence));
        }

        output.WriteLine($"<p class=\"small\">Rule: {Html.Escape(recommendation.Rule)}. Standard errors: {Html.Escape(recommendation.ErrorBasis)}. Trial {recommendation.Trial.Number}.</p>");
    }

    private static void WriteTiles(StudyReport report, Recommendation recommendation, TextWriter output)
    {
        string[] names =
        [
            report.Quality.Name, $"test_{report.Quality.Name}", Metrics.Latency.Name, Metrics.TrainSeconds.Name, report.SizeMetric,
            Metrics.FileBytes.Name, Metrics.LatencyP99.Name, Metrics.MissedDeadlines.Name, Metrics.WorstClassRecall.Name, .. report.Objectives.Select(objective => objective.Name),
        ];
        output.WriteLine("<dl class=\"tiles\">");
        foreach (var name in names.Distinct())
        {
            if (recommendation.Metrics.TryGetValue(name, out var value))
            {
                output.WriteLine($"<div title=\"{Html.Escape(value.Origin.ToString())}\"><dt>{Html.Escape(Metrics.Label(name))}</dt><dd>{Html.Escape(NumberFormat.Value(value))}</dd></div>");
            }
        }

        output.WriteLine("</dl>");
    }

    private static void WriteSteps(StudyReport report, Recommendation recommendation, TextWriter output)
    {
        var steps = new[] { ("One step cheaper", recommendation.StepDown), ("One step dearer", recommendation.StepUp) };
        var ratios = steps.SelectMany(step => step.Item2?.Ratios.Keys ?? []).Distinct().ToList();
        if (ratios.Count == 0)
        {
            return;
        }

        var table = new HtmlTable(output);
        table.Begin("What one step cheaper or dearer would change", false, ["", "model", $"#{Metrics.Label(report.Quality.Name)}", .. ratios.Select(ratio => $"#{Metrics.Label(ratio)}")]);
        foreach (var (name, step) in steps)
        {
            if (step is not null)
            {
                table.Row();
                table.Heading(name);
                table.Text(report.Text(step.Candidate), isWide: true);
                table.Number(step.QualityDifference, Change(step));
                ratios.ForEach(ratio => table.Number(step.Ratios.TryGetValue(ratio, out var times) ? times : null, NumberFormat.Times(step.Ratios.GetValueOrDefault(ratio))));
                table.EndRow();
            }
        }

        table.End();
    }

    private static string Change(SizeStep step)
    {
        var number = step.QualityStandardError is { } error and > 0
            ? NumberFormat.WithError(step.QualityDifference, error)
            : NumberFormat.Value(step.QualityDifference, "fraction");
        var sign = step.QualityDifference > 0 ? "+" : "";
        return $"{sign}{number}{(step.IsVerified ? "" : " (single runs)")}";
    }

    private static void WriteNearest(StudyReport report, NearestFeasible nearest, TextWriter output)
    {
        output.WriteLine("<p class=\"choice\">Nothing keeps all limits</p>");
        output.WriteLine($"<p>The nearest is trial {nearest.Trial.Number}: {Html.Escape(report.Text(nearest.Trial.Candidate))}. To let it pass:</p>");
        Html.List(output, nearest.Broken.Select(limit => limit.Advice));
    }

    private static string Sentence(string text)
    {
        var start = text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
        return start.EndsWith('.') ? start : $"{start}.";
    }
}
