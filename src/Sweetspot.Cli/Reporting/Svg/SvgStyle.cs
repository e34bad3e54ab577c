using System.Text.RegularExpressions;

namespace Sweetspot.Cli;

/// <summary>The report's style within an SVG file.</summary>
/// <remarks>
/// Many viewers of SVG know no variables of CSS and would paint black: here each is replaced by its colour on light ground. Where a viewer knows which ground is wanted, the rules
/// follow again with the colours on dark.
/// </remarks>
internal static partial class SvgStyle
{
    private const string Dark = "@media (prefers-color-scheme: dark) {";

    /// <summary>The style as text of an XML element.</summary>
    public static string Escaped { get; } = Plain().Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Plain()
    {
        var css = ReportStyle.Css;
        var start = css.IndexOf(Dark, StringComparison.Ordinal);
        var end = css.IndexOf("\n}", start, StringComparison.Ordinal);
        var (light, dark, rules) = (css[..start], css[(start + Dark.Length)..end], string.Join('\n', css.Split('\n').Where(line => OfDrawings().IsMatch(line))));
        var ground = ".ground { fill: var(--ground); }";
        return $$"""
            svg { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
            {{Series(light)}}
            {{Coloured(rules + ground, light)}}
            {{Dark}}
            {{Series(dark)}}
            {{Coloured(rules + ground, dark)}}
            }

            """;
    }

    /// <summary>The rules with the colours of a ground.</summary>
    private static string Coloured(string rules, string ground)
    {
        var colours = Definition().Matches(ground).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        return Use().Replace(rules, match => colours[match.Groups[1].Value]);
    }

    /// <summary>The colours of series.</summary>
    private static string Series(string ground) => string.Join('\n', ground.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(".s0", StringComparison.Ordinal)));

    [GeneratedRegex(@"--(\w+): ([^;]+);")]
    private static partial Regex Definition();

    [GeneratedRegex(@"var\(--(\w+)\)")]
    private static partial Regex Use();

    [GeneratedRegex(@"^(svg|\.grid|\.point|\.error)\b")]
    private static partial Regex OfDrawings();
}
