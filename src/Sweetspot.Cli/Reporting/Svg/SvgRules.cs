using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sweetspot.Cli;

/// <summary>The rules of a drawing's style element: those by element (<c>svg text</c>), then those by class (<c>.axis</c>), as CSS ranks them.</summary>
/// <remarks>Rules for other media, such as a dark screen, are left out.</remarks>
internal sealed partial class SvgRules
{
    private readonly List<(string Element, string Class, Dictionary<string, string> Values)> _rules = [];

    /// <summary>Reads the text of a style element.</summary>
    public SvgRules(string css)
    {
        foreach (Match rule in Rule().Matches(Media().Replace(css, "")))
        {
            foreach (var selector in rule.Groups[1].Value.Split(','))
            {
                var last = selector.Trim().Split(' ')[^1].Split('.');
                _rules.Add((last[0], last.Length > 1 ? last[1] : "", Values(rule.Groups[2].Value)));
            }
        }

        _rules = [.. _rules.OrderBy(rule => rule.Class.Length > 0)];
    }

    /// <summary>An element's properties: its parent's, then those of the rules that it meets, then its own.</summary>
    public Dictionary<string, string> Of(XElement element, Dictionary<string, string> parent)
    {
        var all = new Dictionary<string, string>(parent, StringComparer.Ordinal);
        var classes = ((string?)element.Attribute("class") ?? "").Split(' ');
        foreach (var (name, one, values) in _rules)
        {
            if ((name.Length == 0 || name == element.Name.LocalName) && (one.Length == 0 || classes.Contains(one)))
            {
                Add(all, values);
            }
        }

        foreach (var attribute in element.Attributes().Where(attribute => attribute.Name.LocalName is "text-anchor"))
        {
            all[attribute.Name.LocalName] = attribute.Value;
        }

        Add(all, Values((string?)element.Attribute("style") ?? ""));
        return all;
    }

    private static void Add(Dictionary<string, string> all, Dictionary<string, string> more)
    {
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }
    }

    private static Dictionary<string, string> Values(string declarations) => declarations.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(declaration => declaration.Split(':', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    [GeneratedRegex(@"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")]
    private static partial Regex Media();

    [GeneratedRegex(@"([^{}]+)\{([^{}]*)\}")]
    private static partial Regex Rule();
}
