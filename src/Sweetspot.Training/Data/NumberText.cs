using System.Globalization;

namespace Sweetspot.Training;

/// <summary>Numbers and missing values as people write them.</summary>
internal static class NumberText
{
    private static readonly HashSet<string> MissingWords =
        new(["", "NA", "N/A", "#N/A", "NaN", "null", "?", "none", "nil", "-nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text stands for no value where numbers are written; infinity counts as none.</summary>
    public static bool IsMissing(string text) => MissingWords.Contains(text);

    /// <summary>Whether a text stands for no value where words are written. "None" is a word there: "no fence" is not "unknown".</summary>
    public static bool IsMissingWord(string text) =>
        text.Length == 0 || text is "?" or "#N/A" || text.ToUpperInvariant() is "NA" or "N/A" or "NAN" or "NULL";

    /// <summary>Reads a finite number with a decimal point, or a decimal comma where there is no point.</summary>
    public static bool TryParse(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
        {
            return true;
        }

        return HasDecimalComma(text)
            && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
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
