using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A law beside its runs, as one SVG file that stands alone.</summary>
internal static class FitChart
{
    /// <summary>Stands near the start of each file, so that an older one is known.</summary>
    public const string Mark = "<!-- Made by Sweetspot. -->";

    private const int Steps = 60;

    /// <summary>Runs by compute and loss, with the least loss that the law expects of each budget.</summary>
    public static string Of(LawReport report)
    {
        var (fit, runs) = (report.Fit, report.Fit.Runs);
        var last = Math.Max(fit.LargestCompute, report.Optimum.Select(answer => answer.Best.Flops).DefaultIfEmpty(0).Max());
        var line = report.Optimum.IsEmpty ? [] : Spaced(runs.Min(run => run.Compute), last).Select(flops => new ChartPoint(flops, fit.Law.Optimum(flops).Loss)).ToList();
        var answers = report.Optimum.Select(answer => new ChartPoint(
            answer.Best.Flops, answer.Best.Loss, answer.Loss is { } range ? (range.High - range.Low) / 2 : null)).ToList();
        var points = runs.Select(run => new ChartPoint(run.Compute, run.Loss, null, FormattableString.Invariant($"{run.Parameters:0.###e+0} parameters, {run.Tokens:0.###e+0} tokens"))).ToList();
        return Svg("Loss by compute", "training FLOPs", "loss", points, line, answers, "least loss by the law");
    }

    /// <summary>Points by size and error, with the curve.</summary>
    public static string Of(CurveReport report)
    {
        var last = Math.Max(report.Points[^1].Size, report.Predictions.Max(prediction => prediction.Size));
        var line = Spaced(report.Points[0].Size, last).Select(size => new ChartPoint(size, report.Chosen.Curve.At(size))).ToList();
        var answers = report.Predictions.Select(prediction => new ChartPoint(
            prediction.Size, prediction.Error, prediction.Interval is { } range ? (range.High - range.Low) / 2 : null)).ToList();
        return Svg("Error by size", "size", "error", [.. report.Points.Select(point => new ChartPoint(point.Size, point.Error))], line, answers, $"{report.Chosen.Curve.Form}");
    }

    private static string Svg(string title, string x, string y, List<ChartPoint> points, List<ChartPoint> line, List<ChartPoint> answers, string name)
    {
        var all = points.Concat(line).Concat(answers).ToList();
        var chart = new Chart(title, Axis.Over($"{x}, log scale", all.Select(point => point.X), true), Axis.Over($"{y}, log scale", all.Select(point => point.Y), true),
        [
            new ChartSeries { Label = "measured", Points = points, Marker = Marker.Dot, Color = 0 },
            new ChartSeries { Label = name, Points = line, Marker = Marker.None, Color = 1, IsJoined = true },
            new ChartSeries { Label = "expected, 95 %", Points = answers, Marker = Marker.Diamond, Color = 2 },
        ]);
        using var writer = new StringWriter();
        new ChartWriter(writer).Write(chart);
        var figure = writer.ToString();
        var (start, end) = (figure.IndexOf("<svg", StringComparison.Ordinal), figure.IndexOf("</svg>", StringComparison.Ordinal) + "</svg>".Length);
        var svg = figure[start..end];
        var inside = svg.IndexOf('>', StringComparison.Ordinal) + 1;
        return $"{svg[..(inside - 1)]} xmlns=\"http://www.w3.org/2000/svg\">{Mark}<style>{SvgStyle.Escaped}</style>{svg[inside..]}\n";
    }

    private static IEnumerable<double> Spaced(double low, double high) =>
        Enumerable.Range(0, Steps + 1).Select(step => low * Math.Pow(high / low, step / (double)Steps));
}
