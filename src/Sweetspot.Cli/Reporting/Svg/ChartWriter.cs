using System.Globalization;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Draws a chart as SVG. Colours and fonts come from the page's style, so that light, dark and print each have their own.</summary>
internal sealed class ChartWriter(TextWriter output)
{
    private const int Width = 560;
    private const int Height = 380;
    private const int Left = 66;
    private const int Right = 14;
    private const int Bottom = 50;
    private const int LegendLine = 22;

    /// <summary>More points than this in one series are drawn as one path, without a title each.</summary>
    private const int MostTitled = 400;

    /// <summary>More points than this on one line are thinned out.</summary>
    private const int MostOnLine = 160;

    private int _top;

    /// <summary>Writes the chart as a figure; the caption says what is not drawn.</summary>
    public void Write(Chart chart, string caption = "")
    {
        var legend = LegendPlaces(chart);
        _top = 12 + ((legend.Count == 0 ? 0 : legend[^1].Line + 1) * LegendLine);
        output.Write("<figure><figcaption><strong>");
        output.Write(Html.Escape(chart.Title));
        output.Write("</strong>");
        output.Write(Html.Escape(Caption(chart, caption)));
        output.WriteLine("</figcaption>");
        output.WriteLine(Invariant($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html.Escape(chart.Title)}\">"));
        WriteLegend(legend);
        WriteAxes(chart);
        WriteLinks(chart);
        foreach (var series in chart.Series)
        {
            WriteLine(chart, series);
        }

        foreach (var series in chart.Series)
        {
            WritePoints(chart, series);
        }

        output.WriteLine("</svg></figure>");
    }

    /// <summary>What a chart says in words beside its title, and how many points are not drawn.</summary>
    public static string Caption(Chart chart, string caption)
    {
        var hidden = chart.Hidden switch
        {
            0 => "",
            1 => " 1 point lies outside the axes and is not drawn.",
            var count => $" {count} points lie outside the axes and are not drawn.",
        };
        return (caption.Length == 0 ? "" : $" {caption}") + hidden;
    }

    private static double X(Chart chart, double value) => Left + (chart.X.Place(value) * (Width - Left - Right));

    private double Y(Chart chart, double value) => Height - Bottom - (chart.Y.Place(value) * (Height - Bottom - _top));

    private static List<(ChartSeries Series, int Line, double X)> LegendPlaces(Chart chart)
    {
        var places = new List<(ChartSeries, int, double)>();
        var (line, x) = (0, (double)Left);
        foreach (var series in chart.Series.Where(series => series.Label is not null && series.Points.Any(chart.Shows)))
        {
            var width = 34 + (series.Label!.Sum(character => character > 0x2e80 ? 13 : 6.7));
            if (x + width > Width - Right && x > Left)
            {
                (line, x) = (line + 1, Left);
            }

            places.Add((series, line, x));
            x += width + 10;
        }

        return places;
    }

    private void WriteLegend(List<(ChartSeries Series, int Line, double X)> places)
    {
        foreach (var (series, line, x) in places)
        {
            var y = 14 + (line * LegendLine);
            output.Write($"<g class=\"s{series.Color}\">");
            if (series.IsJoined)
            {
                output.Write(Invariant($"<path class=\"line{(series.IsDashed ? " dashed" : "")}\" d=\"M{x:0.#},{y}h24\"/>"));
            }

            output.Write(MarkerElement(series.Marker, x + 12, y, null));
            output.WriteLine(Invariant($"<text class=\"legend\" x=\"{x + 30:0.#}\" y=\"{y + 4}\">{Html.Escape(Shorten(series.Label!, 80))}</text></g>"));
        }
    }

    private void WriteAxes(Chart chart)
    {
        var (bottom, right) = (Height - Bottom, Width - Right);
        foreach (var (value, label) in chart.Y.Ticks())
        {
            var y = Y(chart, value);
            output.Write(Invariant($"<path class=\"grid\" d=\"M{Left},{y:0.#}H{right}\"/>"));
            output.WriteLine(Invariant($"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\">{Html.Escape(label)}</text>"));
        }

        foreach (var (value, label) in chart.X.Ticks())
        {
            var x = X(chart, value);
            output.Write(Invariant($"<path class=\"grid\" d=\"M{x:0.#},{_top}V{bottom}\"/>"));
            output.WriteLine(Invariant($"<text class=\"tick\" text-anchor=\"middle\" x=\"{x:0.#}\" y=\"{bottom + 18}\">{Html.Escape(label)}</text>"));
        }

        output.WriteLine(Invariant($"<path class=\"axis\" d=\"M{Left},{_top}V{bottom}H{right}\"/>"));
        output.WriteLine(Invariant($"<text class=\"title\" text-anchor=\"middle\" x=\"{(Left + right) / 2}\" y=\"{Height - 10}\">{Html.Escape(chart.X.Title)}</text>"));
        var middle = (_top + bottom) / 2;
        output.WriteLine(Invariant($"<text class=\"title\" text-anchor=\"middle\" transform=\"translate(14,{middle}) rotate(-90)\">{Html.Escape(chart.Y.Title)}</text>"));
    }

    private void WriteLinks(Chart chart)
    {
        var path = new StringBuilder();
        foreach (var (from, to) in chart.Links ?? [])
        {
            if (chart.Shows(from) && chart.Shows(to))
            {
                path.Append(CultureInfo.InvariantCulture, $"M{X(chart, from.X):0.#},{Y(chart, from.Y):0.#}L{X(chart, to.X):0.#},{Y(chart, to.Y):0.#}");
            }
        }

        if (path.Length > 0)
        {
            output.WriteLine($"<path class=\"link\" d=\"{path}\"/>");
        }
    }

    private void WriteLine(Chart chart, ChartSeries series)
    {
        if (!series.IsJoined || series.Points.Count < 2)
        {
            return;
        }

        // A gap opens where a point cannot be drawn.
        var path = new StringBuilder();
        var isPenDown = false;
        foreach (var point in Thinned(series.Points))
        {
            if (chart.Shows(point))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isPenDown ? 'L' : 'M')}{X(chart, point.X):0.#},{Y(chart, point.Y):0.#}");
            }

            isPenDown = chart.Shows(point);
        }

        output.WriteLine($"<path class=\"line s{series.Color}{(series.IsDashed ? " dashed" : "")}\" d=\"{path}\"/>");
    }

    private static IEnumerable<ChartPoint> Thinned(IReadOnlyList<ChartPoint> points)
    {
        var every = Math.Max(1, (int)Math.Ceiling(points.Count / (double)MostOnLine));
        return points.Where((_, i) => i % every == 0 || i == points.Count - 1);
    }

    private void WritePoints(Chart chart, ChartSeries series)
    {
        var shown = series.Points.Where(chart.Shows).ToList();
        if (series.Marker == Marker.None || shown.Count == 0)
        {
            return;
        }

        output.Write($"<g class=\"s{series.Color}\">");
        if (shown.Count > MostTitled)
        {
            var dots = string.Concat(shown.Select(point => Invariant($"M{X(chart, point.X):0.#},{Y(chart, point.Y):0.#}h0")));
            output.Write($"<path class=\"dots\" d=\"{dots}\"/>");
        }
        else
        {
            shown.ForEach(point => WritePoint(chart, series, point));
        }

        output.WriteLine("</g>");
    }

    private void WritePoint(Chart chart, ChartSeries series, ChartPoint point)
    {
        var (x, y) = (X(chart, point.X), Y(chart, point.Y));
        if (point.Error is { } error && double.IsFinite(error) && error > 0)
        {
            var low = Y(chart, Math.Max(point.Y - error, chart.Y.Low));
            var high = Y(chart, Math.Min(point.Y + error, chart.Y.High));
            output.Write(Invariant($"<path class=\"error\" d=\"M{x - 4:0.#},{low:0.#}h8m-4,0V{high:0.#}m-4,0h8\"/>"));
        }

        output.WriteLine(MarkerElement(series.Marker, x, y, point.Title));
    }

    private static string MarkerElement(Marker marker, double x, double y, string? title)
    {
        if (marker == Marker.None)
        {
            return "";
        }

        var path = $"<path class=\"{(MarkerPath.IsOpen(marker) ? "open" : "point")}\" d=\"{MarkerPath.Of(marker, x, y)}\"";
        return title is null ? $"{path}/>" : $"{path}><title>{Html.Escape(title)}</title></path>";
    }

    private static string Shorten(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)]}…";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
