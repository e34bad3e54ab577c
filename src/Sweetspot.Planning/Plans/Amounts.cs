using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Counts as people write them: <c>1e21</c>, <c>200e9</c>, <c>7B</c>, <c>1.5T</c>, <c>50k</c>, <c>10,000,000</c>.</summary>
public static class Amounts
{
    /// <summary>Reads a count above 0; null where the text is none.</summary>
    public static double? Read(string text)
    {
        var plain = text.Trim().Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).TrimStart('$');
        var factor = plain.Length == 0 ? 1 : plain[^1] switch
        {
            'k' or 'K' => 1e3,
            'm' or 'M' => 1e6,
            'b' or 'B' or 'g' or 'G' => 1e9,
            't' or 'T' => 1e12,
            _ => 1,
        };
        plain = factor > 1 ? plain[..^1].TrimEnd() : plain;
        return double.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value * factor)
            ? value * factor
            : null;
    }

    /// <summary>A number of things, in the singular where there is one: <c>1 user</c>, <c>10 users</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called; more take an s.</param>
    public static string Many(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {Counted.Word(count, one, $"{one}s")}");

    /// <summary>Reads a length of time above 0 in seconds, such as <c>300ms</c>, <c>0.5s</c>, <c>12h</c>, <c>7d</c>; null where the text is none.</summary>
    public static double? ReadSeconds(string text)
    {
        var plain = text.Trim();
        var (unit, factor) = plain switch
        {
            _ when plain.EndsWith("ms", StringComparison.Ordinal) => (2, 1e-3),
            _ when plain.EndsWith('s') => (1, 1.0),
            _ when plain.EndsWith('m') => (1, 60.0),
            _ when plain.EndsWith('h') => (1, 3600.0),
            _ when plain.EndsWith('d') => (1, 86400.0),
            _ => (0, 0.0),
        };
        return unit > 0 && double.TryParse(plain[..^unit], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value * factor)
            ? value * factor
            : null;
    }
}
