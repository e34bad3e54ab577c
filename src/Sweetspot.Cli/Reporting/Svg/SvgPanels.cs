using System.Globalization;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Several drawings with titles in one SVG file that stands alone, two in a row.</summary>
internal sealed class SvgPanels
{
    private const int Width = 560;
    private const int Height = 380;
    private const int Title = 30;
    private const int Gap = 24;
    private readonly List<(string Title, string Content)> _panels = [];

    /// <summary>Adds a chart.</summary>
    public void Add(Chart chart)
    {
        using var writer = new StringWriter();
        new ChartWriter(writer).Write(chart);
        var figure = writer.ToString();
        var start = figure.IndexOf('>', figure.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        _panels.Add((chart.Title, figure[start..figure.IndexOf("</svg>", StringComparison.Ordinal)]));
    }

    /// <summary>Adds bars of parts.</summary>
    public void Add(string title, BarParts bars) => _panels.Add((title, bars.Write(Width)));

    /// <summary>The file.</summary>
    public string Write()
    {
        var rows = (_panels.Count + 1) / 2;
        var (width, height) = ((Math.Min(2, _panels.Count) * (Width + Gap)) + Gap, (rows * (Height + Title + Gap)) + Gap);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">{FitChart.Mark}<style>{SvgStyle.Escaped}</style>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" class=\"ground\"/>");
        for (var panel = 0; panel < _panels.Count; panel++)
        {
            var (x, y) = (Gap + ((panel % 2) * (Width + Gap)), Gap + ((panel / 2) * (Height + Title + Gap)));
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x},{y})\"><text style=\"font-weight: 600\" x=\"0\" y=\"14\">{Html.Escape(_panels[panel].Title)}</text><g transform=\"translate(0,{Title})\">{_panels[panel].Content}</g></g>");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
