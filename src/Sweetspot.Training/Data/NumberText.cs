using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Numbers and missing values as people write them.</summary>
internal static partial class NumberText
{
    private static readonly HashSet<string> MissingWords =
        new(["", "NA", "N/A", "#N/A", "NaN", "null", "?", "none", "nil", "-nan"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Beyond it squares and cubes of sums overflow: no measured quantity is so large.</summary>
    public const double Largest = 1e100;

    private static readonly HashSet<string> InfiniteWords =
        new(["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text stands for no value where numbers are written; one that is infinite or too large counts as none.</summary>
    public static bool IsMissing(string text) => MissingWords.Contains(text) || IsInfinite(text);

    /// <summary>Whether a text is infinity, or a number beyond <see cref="Largest"/>: <c>1e400</c>.</summary>
    public static bool IsInfinite(string text) => InfiniteWords.Contains(text)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) > Largest);

    /// <summary>Whether a text stands for no value where words are written. "None" is a word there: "no fence" is not "unknown".</summary>
    public static bool IsMissingWord(string text) =>
        text.Length == 0 || text is "?" or "#N/A" || text.ToUpperInvariant() is "NA" or "N/A" or "NAN" or "NULL";

    /// <summary>
    /// Reads a number up to <see cref="Largest"/> with a decimal point, or a decimal comma where there is no point. Commas between groups of three digits are left out
    /// (12,345 and 1,234.5), and so is a percent sign at the end: 75.3% is 75.3.
    /// </summary>
    public static bool TryParse(string text, out double value)
    {
        var digits = text.EndsWith('%') ? text[..^1].TrimEnd() : text;
        var plain = HasThousands(digits) ? digits.Replace(",", "", StringComparison.Ordinal) : HasDecimalComma(digits) ? digits.Replace(',', '.') : digits;
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= Largest;
    }

    /// <summary>The number, or NaN.</summary>
    public static double ParseOrNaN(string text) => TryParse(text, out var value) ? value : double.NaN;

    /// <summary>Refuses a column in which some commas are decimal and others stand between thousands: 1,234 could be either there.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="texts">Its distinct values.</param>
    /// <exception cref="UserInputException">Both occur.</exception>
    public static void RequireOneComma(string column, IEnumerable<string> texts)
    {
        var commas = texts.Where(text => text.Contains(',', StringComparison.Ordinal)).ToList();
        if (commas.Find(HasDecimalComma) is { } fraction && commas.Find(HasThousands) is { } thousands)
        {
            throw new UserInputException($"{column}: \"{fraction}\" has a decimal comma and \"{thousands}\" has one between thousands; write decimal points and no other commas in this column.");
        }
    }

    /// <summary>Whether commas stand between groups of three digits: 12,345.</summary>
    private static bool HasThousands(string text) => text.Contains(',', StringComparison.Ordinal) && Thousands().IsMatch(text);

    /// <summary>Whether one comma stands where a point would: 1,5.</summary>
    /// <remarks>Three digits after the comma are a fraction only where no thousands can be meant: 0,125.</remarks>
    private static bool HasDecimalComma(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && comma == text.LastIndexOf(',') && !text.Contains('.', StringComparison.Ordinal) && !Thousands().IsMatch(text);
    }

    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();
}
