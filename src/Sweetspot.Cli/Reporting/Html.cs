using System.Net;

namespace Sweetspot.Cli;

/// <summary>Small pieces of HTML; every text from outside is escaped here.</summary>
internal static class Html
{
    /// <summary>Text that is safe in an element or a quoted attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A list of lines, or nothing.</summary>
    public static void List(TextWriter output, IEnumerable<string> lines, string kind = "")
    {
        var items = lines.Where(line => line.Length > 0).ToList();
        if (items.Count == 0)
        {
            return;
        }

        output.WriteLine(kind.Length == 0 ? "<ul>" : $"<ul class=\"{kind}\">");
        items.ForEach(line => output.WriteLine($"<li>{Escape(line)}</li>"));
        output.WriteLine("</ul>");
    }
}
