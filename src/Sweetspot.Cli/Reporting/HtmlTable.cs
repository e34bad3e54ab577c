using System.Globalization;

namespace Sweetspot.Cli;

/// <summary>A table with a caption and headings. Cells that are numbers carry their exact value for sorting.</summary>
internal sealed class HtmlTable(TextWriter output)
{
    /// <summary>Opens the table; headings that start with <c>#</c> are of numbers.</summary>
    public void Begin(string caption, bool isSortable, params IEnumerable<string> headings)
    {
        output.WriteLine($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Escape(caption)}\"><table{(isSortable ? " class=\"sortable\"" : "")}>");
        output.WriteLine($"<caption>{Html.Escape(caption)}</caption><thead><tr>");
        foreach (var heading in headings)
        {
            var isNumber = heading.StartsWith('#');
            output.Write($"<th scope=\"col\"{(isNumber ? " class=\"n\"" : "")}>{Html.Escape(isNumber ? heading[1..] : heading)}</th>");
        }

        output.WriteLine("</tr></thead><tbody>");
    }

    /// <summary>Opens a row, marked by a style class where one is given.</summary>
    public void Row(string kind = "") => output.Write(kind.Length == 0 ? "<tr>" : $"<tr class=\"{kind}\">");

    /// <summary>Closes the row.</summary>
    public void EndRow() => output.WriteLine("</tr>");

    /// <summary>A cell of text; long text is cut by the style and shown whole when pointed at.</summary>
    public void Text(string text, bool isWide = false)
    {
        var escaped = Html.Escape(text);
        output.Write(isWide ? $"<td class=\"wide\">{escaped}</td>" : $"<td>{escaped}</td>");
    }

    /// <summary>A row's own heading.</summary>
    public void Heading(string text) => output.Write($"<th scope=\"row\">{Html.Escape(text)}</th>");

    /// <summary>A cell of a number, shown as <paramref name="text"/>; null: absent.</summary>
    public void Number(double? value, string text) => output.Write(value is { } number && double.IsFinite(number)
        ? $"<td class=\"n\" data-v=\"{number.ToString("G7", CultureInfo.InvariantCulture)}\">{Html.Escape(text)}</td>"
        : "<td class=\"n\">–</td>");

    /// <summary>Closes the table.</summary>
    public void End() => output.WriteLine("</tbody></table></div>");
}
