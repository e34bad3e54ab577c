using System.Globalization;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Horizontal bars made of parts: what fills a memory, what takes a step's time.</summary>
/// <param name="Bars">Each bar with its parts, in order.</param>
/// <param name="Limit">A value to mark, with its name; null: none.</param>
/// <param name="Text">A value as text.</param>
internal sealed record BarParts(IReadOnlyList<(string Name, IReadOnlyList<(string Part, double Value)> Parts)> Bars, (string Name, double Value)? Limit, Func<double, string> Text)
{
    private const int BarHeight = 46;
    private const int BarGap = 46;
    private const int LegendLine = 24;
    private const int Swatch = 14;

    /// <summary>How tall the drawing is.</summary>
    public int Height => 20 + (Bars.Count * (BarHeight + BarGap)) + (Bars[0].Parts.Count * LegendLine);

    /// <summary>The drawing, without an element around it.</summary>
    public string Write(int width)
    {
        var svg = new StringBuilder();
        var most = Math.Max(Bars.Max(bar => bar.Parts.Sum(part => part.Value)), Limit?.Value ?? 0);
        var scale = (width - 8) / most;
        var y = 10.0;
        foreach (var (name, parts) in Bars)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"legend\" x=\"0\" y=\"{y + 4:0.#}\">{Html.Escape(name)}: {Html.Escape(Text(parts.Sum(part => part.Value)))}</text>");
            var x = 0.0;
            for (var part = 0; part < parts.Count; part++)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<g class=\"s{part % 8}\"><rect class=\"point\" x=\"{x:0.##}\" y=\"{y + 12:0.#}\" width=\"{parts[part].Value * scale:0.##}\" height=\"{BarHeight}\"><title>{Html.Escape(parts[part].Part)}: {Html.Escape(Text(parts[part].Value))}</title></rect></g>");
                x += parts[part].Value * scale;
            }

            y += BarHeight + BarGap;
        }

        if (Limit is { } limit)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{limit.Value * scale:0.##},14V{y - BarGap + 20:0.#}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{limit.Value * scale:0.##}\" y=\"{y - BarGap + 36:0.#}\">{Html.Escape(limit.Name)} {Html.Escape(Text(limit.Value))}</text>");
        }

        Legend(svg, y + 10);
        return svg.ToString();
    }

    /// <summary>Each part with its value in each bar, so that nothing is told by colour alone.</summary>
    private void Legend(StringBuilder svg, double y)
    {
        var parts = Bars[0].Parts;
        for (var part = 0; part < parts.Count; part++)
        {
            var values = string.Join(", ", Bars.Select(bar => Text(bar.Parts[part].Value)));
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"s{part % 8}\"><rect class=\"point\" x=\"0\" y=\"{y - 11:0.#}\" width=\"{Swatch}\" height=\"{Swatch}\"/><text class=\"legend\" x=\"{Swatch + 8}\" y=\"{y + 1:0.#}\">{Html.Escape(parts[part].Part)}: {Html.Escape(values)}</text></g>");
            y += LegendLine;
        }
    }
}
