using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A law beside its runs, as one SVG file that stands alone.</summary>
internal static class FitChart
{
    /// <summary>Stands near the start of each file, so that an older one is known.</summary>
    public const string Mark = "<!-- Made by Sweetspot. -->";

    private const int Steps = 60;
    private const int MostCurves = 6;
    private const double SameBudget = 0.12;

    /// <summary>Runs by compute and loss with the least loss of each budget and its interval; beside it, loss by size along budgets.</summary>
    public static string Of(LawReport report) => Page([.. Charts(report)]);

    /// <summary>The same as charts.</summary>
    public static IReadOnlyList<Chart> Charts(LawReport report)
    {
        var (fit, runs) = (report.Fit, report.Fit.Runs);
        var last = Math.Max(fit.LargestCompute, report.Optimum.Select(answer => answer.Best.Flops).DefaultIfEmpty(0).Max());
        var flops = report.Optimum.IsEmpty ? [] : Spaced(runs.Min(run => run.Compute), last).ToList();
        var line = flops.Select(budget => new ChartPoint(budget, fit.Law.Optimum(budget).Loss)).ToList();
        var bands = flops.Select(budget => (Flops: budget, Loss: fit.IntervalOf(law => law.Optimum(budget).Loss))).Where(band => band.Loss is not null).ToList();
        var answers = report.Optimum.Select(answer => new ChartPoint(
            answer.Best.Flops, answer.Best.Loss, answer.Loss is { } range ? (range.High - range.Low) / 2 : null)).ToList();
        var points = runs.Select(run => new ChartPoint(run.Compute, run.Loss, null, FormattableString.Invariant($"{run.Parameters:0.###e+0} parameters, {run.Tokens:0.###e+0} tokens"))).ToList();
        var held = report.RollOut?.HeldOut is [var only] ? [new ChartPoint(only.Run.Compute, only.Predicted, only.Interval is { } range ? (range.High - range.Low) / 2 : null)] : new List<ChartPoint>();
        var law = Draw("Loss by compute", "training FLOPs", "loss",
            new ChartSeries { Label = "measured", Points = points, Marker = Marker.Dot, Color = 0 },
            new ChartSeries { Label = "least loss by the law", Points = line, Marker = Marker.None, Color = 1, IsJoined = true },
            new ChartSeries { Label = "its 95 % interval", Points = [.. bands.Select(band => new ChartPoint(band.Flops, band.Loss!.Value.Low))], Marker = Marker.None, Color = 1, IsJoined = true, IsDashed = true },
            new ChartSeries { Label = null, Points = [.. bands.Select(band => new ChartPoint(band.Flops, band.Loss!.Value.High))], Marker = Marker.None, Color = 1, IsJoined = true, IsDashed = true },
            new ChartSeries { Label = "budgets", Points = answers, Marker = Marker.Diamond, Color = 2 },
            new ChartSeries { Label = "largest run, predicted without it", Points = held, Marker = Marker.Square, Color = 3 });
        return report.Optimum.IsEmpty ? [law] : [law, BySize(report)];
    }

    /// <summary>Points by size and error, with the curve and its interval; both named as their columns are.</summary>
    public static string Of(CurveReport report, string size, string error)
    {
        var last = Math.Max(report.Points[^1].Size, report.Predictions.Max(prediction => prediction.Size));
        var sizes = Spaced(report.Points[0].Size, last).ToList();
        var bands = sizes.Select(size => (Size: size, Error: Interval.Of(report.Resampled.Select(curve => curve.At(size))))).Where(band => band.Error is not null).ToList();
        var answers = report.Predictions.Select(prediction => new ChartPoint(
            prediction.Size, prediction.Error, prediction.Interval is { } range ? (range.High - range.Low) / 2 : null)).ToList();
        return Page(Draw($"{error} by {size}", size, error,
            new ChartSeries { Label = "measured", Points = [.. report.Points.Select(point => new ChartPoint(point.Size, point.Error))], Marker = Marker.Dot, Color = 0 },
            new ChartSeries { Label = $"{report.Chosen.Curve.Form}", Points = [.. sizes.Select(size => new ChartPoint(size, report.Chosen.Curve.At(size)))], Marker = Marker.None, Color = 1, IsJoined = true },
            new ChartSeries { Label = "its 95 % interval", Points = [.. bands.Select(band => new ChartPoint(band.Size, band.Error!.Value.Low))], Marker = Marker.None, Color = 1, IsJoined = true, IsDashed = true },
            new ChartSeries { Label = null, Points = [.. bands.Select(band => new ChartPoint(band.Size, band.Error!.Value.High))], Marker = Marker.None, Color = 1, IsJoined = true, IsDashed = true },
            new ChartSeries { Label = "expected", Points = answers, Marker = Marker.Diamond, Color = 2 }));
    }

    /// <summary>What passes over the same data are worth.</summary>
    public static string Of(RepeatedDataFit fit)
    {
        var epochs = Spaced(1, 100).ToList();
        return Page(Draw("Worth of repeated data", "passes over the data", "worth in passes over fresh data",
            new ChartSeries { Label = "by the law", Points = [.. epochs.Select(pass => new ChartPoint(pass, fit.Law.EffectiveTokens(pass * 1e9, 1e9) / 1e9))], Marker = Marker.None, Color = 1, IsJoined = true },
            new ChartSeries { Label = "fresh data", Points = [.. epochs.Select(pass => new ChartPoint(pass, pass))], Marker = Marker.None, Color = 0, IsJoined = true, IsDashed = true }));
    }

    /// <summary>Values expected against values seen.</summary>
    public static string Expected(string title, string quantity, IEnumerable<(double Seen, double Expected)> values)
    {
        var points = values.Select(value => new ChartPoint(value.Seen, value.Expected)).ToList();
        var ends = points.Count == 0 ? [1.0, 2] : new[] { points.Min(point => Math.Min(point.X, point.Y)), points.Max(point => Math.Max(point.X, point.Y)) };
        return Page(Draw(title, $"{quantity} seen", $"{quantity} expected",
            new ChartSeries { Label = "runs", Points = points, Marker = Marker.Dot, Color = 0 },
            new ChartSeries { Label = "equal", Points = [.. ends.Select(end => new ChartPoint(end, end))], Marker = Marker.None, Color = 1, IsJoined = true, IsDashed = true }));
    }

    /// <summary>Loss by size along budgets: those that the runs are grouped by, else those asked about.</summary>
    private static Chart BySize(LawReport report)
    {
        var (fit, law) = (report.Fit, report.Fit.Law);
        var budgets = report.IsoFlop is { } iso ? Thinned([.. iso.Budgets.Select(budget => budget.Flops)]) : Thinned([.. Spaced(fit.Runs.Min(run => run.Compute), fit.LargestCompute).Where((_, step) => step % (Steps / 3) == 0)]);
        var series = new List<ChartSeries>();
        foreach (var (index, flops) in budgets.Index())
        {
            var best = law.Optimum(flops);
            var runs = report.IsoFlop is null ? [] : fit.Runs.Where(run => Math.Abs((run.Compute / flops) - 1) <= SameBudget).ToList();
            var (low, high) = runs.Count == 0 ? (best.Parameters / 8, best.Parameters * 8) : (runs.Min(run => run.Parameters), runs.Max(run => run.Parameters));
            series.Add(new ChartSeries
            {
                Label = FormattableString.Invariant($"{flops:0.#e0} FLOP"),
                Points = [.. Spaced(Math.Min(low, best.Parameters / 2), Math.Max(high, best.Parameters * 2)).Select(size => new ChartPoint(size, law.Loss(size, flops / ScalingLaw.FlopsPerParameterToken / size)))],
                Marker = Marker.None,
                Color = index,
                IsJoined = true,
            });
            series.Add(new ChartSeries { Label = null, Points = [.. runs.Select(run => new ChartPoint(run.Parameters, run.Loss))], Marker = Marker.Dot, Color = index });
        }

        var bests = budgets.Select(flops => law.Optimum(flops)).Select(best => new ChartPoint(best.Parameters, best.Loss)).ToList();
        series.Add(new ChartSeries { Label = "best size by the law", Points = bests, Marker = Marker.Diamond, Color = 7 });
        return Draw("Loss by size at equal compute", "parameters", "loss", [.. series]);
    }

    private static double[] Thinned(double[] budgets) => budgets.Length <= MostCurves ? budgets
        : [.. Enumerable.Range(0, MostCurves).Select(index => budgets[index * (budgets.Length - 1) / (MostCurves - 1)])];

    private static Chart Draw(string title, string x, string y, params ChartSeries[] series)
    {
        var shown = series.Where(one => one.Points.Count > 0).ToList();
        var all = shown.SelectMany(one => one.Points).ToList();
        return new Chart(title, Axis.Over($"{x}, log scale", all.Select(point => point.X), true) with { IsCount = x != "training FLOPs" }, Axis.Over($"{y}, log scale", all.Select(point => point.Y), true), shown);
    }

    private static string Page(params Chart[] charts)
    {
        var panels = new SvgPanels();
        foreach (var chart in charts)
        {
            panels.Add(chart);
        }

        return panels.Write();
    }

    private static IEnumerable<double> Spaced(double low, double high) =>
        Enumerable.Range(0, Steps + 1).Select(step => low * Math.Pow(high / low, step / (double)Steps));
}
