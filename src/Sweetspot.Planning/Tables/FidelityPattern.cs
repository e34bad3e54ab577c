using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sweetspot.Planning;

/// <summary>Names of columns that differ by how long was trained: <c>val_acc_{1,5,15,40}</c>.</summary>
/// <param name="Before">Text before the level.</param>
/// <param name="Levels">Ascending, above 0, distinct.</param>
/// <param name="After">Text after the level.</param>
internal sealed partial record FidelityPattern(string Before, ImmutableArray<int> Levels, string After)
{
    /// <summary>The column of a level.</summary>
    public string Column(int level) => string.Create(CultureInfo.InvariantCulture, $"{Before}{level}{After}");

    /// <summary>Reads a pattern; null where it is none.</summary>
    public static FidelityPattern? Parse(string text)
    {
        if (Shape().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var levels = match.Groups["levels"].Value.Split(',')
            .Select(level => int.TryParse(level, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        return levels.TrueForAll(level => level > 0) && levels.Distinct().Count() == levels.Count
            ? new FidelityPattern(match.Groups["before"].Value, [.. levels.Order()], match.Groups["after"].Value)
            : null;
    }

    [GeneratedRegex(@"^(?<before>[^{}]*)\{(?<levels>[^{}]*)\}(?<after>[^{}]*)$")]
    private static partial Regex Shape();
}
