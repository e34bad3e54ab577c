using System.Globalization;

namespace Sweetspot.Training;

/// <summary>Numbers and missing values as people write them.</summary>
internal static class NumberText
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

    /// <summary>Reads a number up to <see cref="Largest"/> with a decimal point, or a decimal comma where there is no point.</summary>
    public static bool TryParse(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= Largest)
        {
            return true;
        }

        return HasDecimalComma(text)
            && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && Math.Abs(value) <= Largest;
    }

    /// <summary>The number, or NaN.</summary>
    public static double ParseOrNaN(string text) => TryParse(text, out var value) ? value : double.NaN;

    /// <remarks>Three digits after the comma may be thousands, so they are not read as a fraction.</remarks>
    private static bool HasDecimalComma(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && comma == text.LastIndexOf(',') && !text.Contains('.', StringComparison.Ordinal) && text.Length - comma - 1 is not 3;
    }
}
