namespace Sweetspot.Cli;

/// <summary>The report's style within an SVG file.</summary>
internal static class SvgStyle
{
    /// <summary>The style as text of an XML element.</summary>
    public static string Escaped { get; } = ReportStyle.Css.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        + "svg { font-family: system-ui, \"Segoe UI\", Roboto, \"DejaVu Sans\", sans-serif; }";
}
