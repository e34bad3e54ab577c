using System.Text.RegularExpressions;

namespace Sweetspot.Training;

/// <summary>NaN and infinities as Python's <c>json</c> writes them.</summary>
internal static partial class NotNumbers
{
    /// <summary>Puts them in quotes where they stand as values.</summary>
    public static string Quote(string text) => Bare().Replace(text, "$1\"$2\"");

    [GeneratedRegex(@"([:,\[]\s*)(NaN|-?Infinity)(?=\s*[,}\]])", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
