using System.Globalization;

namespace Sweetspot.Core;

/// <summary>A count with its noun: <c>1 row</c>, <c>1,438 rows</c>.</summary>
public static class Counted
{
    /// <summary>Count and noun, thousands apart.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun of one, or noun and verb: <c>row has</c>.</param>
    /// <param name="many">The same of none or several; null: with an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {Word(count, one, many ?? $"{one}s")}");

    /// <summary>The word alone.</summary>
    public static string Word(long count, string one, string many) => count == 1 ? one : many;
}
