using System.Globalization;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Several drawings with titles in one SVG file that stands alone, two in a row.</summary>
internal sealed class SvgPanels
{
    private const int Width = 560;
    private const int ChartHeight = 380;
    private const int Title = 34;
    private const int Gap = 24;
    private const int PanelsInRow = 2;
    private readonly List<List<(string Title, string Caption, string Content, int Height)>> _rows = [];

    /// <summary>Adds a chart; the caption says what is not drawn.</summary>
    public void Add(Chart chart, string caption = "")
    {
        using var writer = new StringWriter();
        new ChartWriter(writer).Write(chart);
        var figure = writer.ToString();
        var start = figure.IndexOf('>', figure.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        Add((chart.Title, ChartWriter.Caption(chart, caption), figure[start..figure.IndexOf("</svg>", StringComparison.Ordinal)], ChartHeight));
    }

    /// <summary>Adds bars of parts.</summary>
    public void Add(string title, BarParts bars) => Add((title, "", bars.Write(Width), bars.Height));

    /// <summary>Puts what follows into a row of its own.</summary>
    public void StartRow() => _rows.Add([]);

    /// <summary>The file.</summary>
    public string Write()
    {
        var width = (_rows.Max(row => row.Count) * (Width + Gap)) + Gap;
        var content = new StringBuilder();
        var y = Gap;
        foreach (var row in _rows)
        {
            foreach (var (place, panel) in row.Index())
            {
                content.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Gap + (place * (Width + Gap))},{y})\"><text style=\"font-weight: 600\" x=\"0\" y=\"12\">{Html.Escape(panel.Title)}</text><text class=\"tick\" style=\"font-size: 11px\" x=\"0\" y=\"28\">{Html.Escape(panel.Caption.Trim())}</text><g transform=\"translate(0,{Title})\">{panel.Content}</g></g>");
            }

            y += row.Max(panel => panel.Height) + Title + Gap;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {width} {y}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">{FitChart.Mark}<style>{SvgStyle.Escaped}</style><rect width=\"{width}\" height=\"{y}\" class=\"ground\"/>{content}</svg>\n");
    }

    private void Add((string Title, string Caption, string Content, int Height) panel)
    {
        if (_rows is not [.., { Count: < PanelsInRow }])
        {
            StartRow();
        }

        _rows[^1].Add(panel);
    }
}
