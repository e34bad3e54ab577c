using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Quality and generalisation gap by size, so that over-fitting of too large models is seen.</summary>
internal static class OverfittingSection
{
    /// <summary>Writes the section; nothing where no trial has a size and a quality.</summary>
    public static void Write(StudyReport report, ReportFigures figures, TextWriter output)
    {
        var charts = Charts(report, figures);
        if (charts.Count == 0)
        {
            return;
        }

        output.WriteLine("<section aria-labelledby=\"size\"><h2 id=\"size\">Does bigger help?</h2>");
        output.WriteLine("<p>The first chart shows quality by size. Where the filled points stop rising, more size buys nothing. The second shows how much better each model does on the data it was trained on "
            + "than on held-out data, at its best epoch. A gap that grows with size is over-fitting.</p><div class=\"charts\">");
        foreach (var chart in charts)
        {
            new ChartWriter(output).Write(chart);
        }

        output.WriteLine("</div></section>");
    }

    /// <summary>Quality by size and, where quality on training data was taken, how far it lies above; none where no trial has a size and a quality.</summary>
    public static IReadOnlyList<Chart> Charts(StudyReport report, ReportFigures figures)
    {
        var trials = figures.Searched.Where(trial => figures.Size(trial) is not null).ToList();
        var gaps = trials.Select(trial => (Trial: trial, Pair: Best(report, trial))).Where(pair => pair.Pair is not null).ToList();
        return
        [
            .. trials.Count == 0 ? [] : new[] { Quality(report, figures, trials) },
            .. gaps.Count == 0 ? [] : new[] { Gap(report, figures, [.. gaps.Select(gap => (gap.Trial, gap.Pair!.Value.Training, gap.Pair.Value.Validation))]) },
        ];
    }

    /// <summary>Training and validation quality at the epoch of the best validation quality; null where training quality was not taken.</summary>
    private static (double Training, double Validation)? Best(StudyReport report, Trial trial)
    {
        var point = trial.Curve
            .Where(point => point is { TrainingQuality: { } training, ValidationQuality: { } validation } && double.IsFinite(training) && double.IsFinite(validation))
            .MinBy(point => report.Quality.Minimized(point.ValidationQuality!.Value));
        return point is null ? null : (point.TrainingQuality!.Value, point.ValidationQuality!.Value);
    }

    private static Chart Quality(StudyReport report, ReportFigures figures, List<Trial> trials)
    {
        var pairs = trials.Select(trial => (Trial: trial, Best: Best(report, trial))).Where(pair => pair.Best is not null).ToList();
        var (x, factor) = ReportFigures.AxisOf(report.SizeMetric, trials.Select(trial => figures.Size(trial)!.Value));
        var y = figures.QualityAxis(
            figures.QualityLabel,
            trials.Select(trial => trial.Metrics[report.Quality.Name].Value),
            pairs.Select(pair => pair.Best!.Value.Training).Order().Skip(pairs.Count / 4));

        ChartPoint At(Trial trial, double quality, string? title) => new(figures.Size(trial)!.Value * factor, quality, null, title);

        return new Chart(
            $"Training and validation {figures.QualityLabel} by size",
            x,
            y,
            [
                new() { Label = "on training data", Marker = Marker.Ring, Color = 4, Points = [.. pairs.Select(pair => At(pair.Trial, pair.Best!.Value.Training, null))] },
                new() { Label = "on validation data", Marker = Marker.Circle, Color = 0, Points = [.. trials.Where(trial => !IsChosen(figures, trial)).Select(trial => At(trial, trial.Metrics[report.Quality.Name].Value, figures.Title(trial)))] },
                new() { Label = "recommended (its search trial)", Marker = Marker.Star, Color = 2, Points = [.. trials.Where(trial => IsChosen(figures, trial)).Select(trial => At(trial, trial.Metrics[report.Quality.Name].Value, figures.Title(trial)))] },
            ],
            [.. pairs.Select(pair => (At(pair.Trial, pair.Best!.Value.Training, null), At(pair.Trial, pair.Trial.Metrics[report.Quality.Name].Value, null)))]);
    }

    private static Chart Gap(StudyReport report, ReportFigures figures, List<(Trial Trial, double Training, double Validation)> gaps)
    {
        var (x, factor) = ReportFigures.AxisOf(report.SizeMetric, gaps.Select(gap => figures.Size(gap.Trial)!.Value));
        ChartPoint Of((Trial Trial, double Training, double Validation) gap)
        {
            var value = report.Quality.Minimized(gap.Validation) - report.Quality.Minimized(gap.Training);
            return new(figures.Size(gap.Trial)!.Value * factor, value, null, $"{figures.Title(gap.Trial)}; gap {NumberFormat.Significant(value)}");
        }

        var points = gaps.Select(gap => (gap.Trial, Point: Of(gap))).ToList();
        return new Chart(
            "Generalisation gap by size",
            x,
            Axis.Over($"gap in {figures.QualityLabel}", points.Select(pair => pair.Point.Y).Append(0), isLog: false),
            [
                new() { Label = "trials", Marker = Marker.Circle, Color = 0, Points = [.. points.Where(pair => !IsChosen(figures, pair.Trial)).Select(pair => pair.Point)] },
                new() { Label = "recommended", Marker = Marker.Star, Color = 2, Points = [.. points.Where(pair => IsChosen(figures, pair.Trial)).Select(pair => pair.Point)] },
            ]);
    }

    private static bool IsChosen(ReportFigures figures, Trial trial) =>
        figures.Finalists.Any(finalist => finalist.IsChosen && finalist.Trial.Number == trial.Number);
}
