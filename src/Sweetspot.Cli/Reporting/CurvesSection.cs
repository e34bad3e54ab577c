using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Learning curves of the finalists, or of members of the front where there are none.</summary>
internal static class CurvesSection
{
    private const int MostCurves = 6;

    /// <summary>The axis leaves out this first share of the epochs, where everything still falls or rises steeply.</summary>
    private const double Settled = 0.15;

    /// <summary>Writes the section; nothing where no curve was kept.</summary>
    public static void Write(StudyReport report, ReportFigures figures, TextWriter output)
    {
        var trials = (figures.Finalists.Count > 0 ? figures.Finalists.Select(finalist => finalist.Trial) : figures.Front)
            .Where(trial => trial.Curve.Length > 1).Take(MostCurves).ToList();
        if (trials.Count == 0)
        {
            return;
        }

        output.WriteLine("<section aria-labelledby=\"curves\"><h2 id=\"curves\">Learning curves</h2>");
        output.WriteLine("<p>Solid: held-out data. Dashed: training data. A dashed line that goes on improving while the solid one turns back is over-fitting. "
            + $"{(figures.Finalists.Count > 0 ? "The finalists' search trials" : "Members of the front")}, smallest first.</p><div class=\"charts\">");
        Draw(report, output, [.. trials.OrderBy(figures.Size)], $"{figures.QualityLabel} by epoch", figures.QualityLabel, point => point.ValidationQuality, point => point.TrainingQuality);
        Draw(report, output, [.. trials.OrderBy(figures.Size)], "loss by epoch", "loss", point => point.ValidationLoss, point => point.TrainingLoss);
        output.WriteLine("</div></section>");
    }

    private static void Draw(
        StudyReport report,
        TextWriter output,
        List<Trial> trials,
        string title,
        string yTitle,
        Func<CurvePoint, double?> validation,
        Func<CurvePoint, double?> training)
    {
        var series = new List<ChartSeries>();
        Marker[] markers = [Marker.Circle, Marker.Square, Marker.Triangle, Marker.Diamond, Marker.Ring, Marker.Cross];
        for (var i = 0; i < trials.Count; i++)
        {
            var solid = Points(trials[i], validation);
            if (solid.Count == 0)
            {
                continue;
            }

            series.Add(new() { Label = null, Points = Points(trials[i], training), Marker = Marker.None, Color = i, IsJoined = true, IsDashed = true });
            series.Add(new() { Label = null, Points = solid, Marker = Marker.None, Color = i, IsJoined = true });

            // Two markers on each solid line, at places of its own, tell the lines apart without colour; they also stand for it in the legend.
            var label = $"{i + 1}: {report.Text(trials[i].Candidate)}";
            double[] places = [0.3 + (0.05 * i), 0.65 + (0.05 * i)];
            ChartPoint[] marked = [.. places.Select(place => solid[(int)(place * (solid.Count - 1))] with { Title = label })];
            series.Add(new() { Label = label, Points = marked, Marker = markers[i], Color = i });
        }

        if (series.Count > 0)
        {
            var all = series.SelectMany(line => line.Points).ToList();
            var x = Axis.Over("epoch", all.Select(point => point.X), isLog: false);
            var settled = all.Where(point => point.X >= all.Max(other => other.X) * Settled).Select(point => point.Y).ToList();
            var isLog = title.StartsWith("loss", StringComparison.Ordinal) && settled.TrueForAll(value => value > 0);
            var y = Axis.Over(isLog ? $"{yTitle}, log scale" : yTitle, Bulk(settled), isLog);
            new ChartWriter(output).Write(new Chart(Capital(title), x, y, series));
        }
    }

    private static List<ChartPoint> Points(Trial trial, Func<CurvePoint, double?> value) =>
        [.. trial.Curve.Where(point => value(point) is { } y && double.IsFinite(y)).Select(point => new ChartPoint(point.Epoch, value(point)!.Value))];

    /// <summary>All but the lowest and highest few of a hundred: one exploding epoch does not squeeze the rest together.</summary>
    private static IEnumerable<double> Bulk(List<double> values)
    {
        values.Sort();
        var cut = values.Count / 33;
        return values.Skip(cut).SkipLast(cut);
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
