using System.Globalization;

namespace Sweetspot.Core;

/// <summary>Numbers inside sentences.</summary>
internal static class PlainNumber
{
    /// <summary>Four significant digits; whole numbers with thousands separators.</summary>
    public static string Of(double value)
    {
        if (Math.Abs(value) is >= 1000 and < 1e15)
        {
            return value.ToString("#,0", CultureInfo.InvariantCulture);
        }

        return value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>Two values that a sentence compares: four significant digits, and the same decimals, so that <c>1.379</c> stands beside <c>1.380</c>.</summary>
    public static (string One, string Other) Pair(double one, double other)
    {
        var (first, second) = (Of(one), Of(other));
        if (first.Contains('E', StringComparison.Ordinal) || second.Contains('E', StringComparison.Ordinal) || Math.Abs(one) >= 1000 || Math.Abs(other) >= 1000)
        {
            return (first, second);
        }

        var decimals = Math.Max(After(first), After(second));
        return decimals == 0 ? (first, second) : (Fixed(one, decimals), Fixed(other, decimals));

        static int After(string text) => text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
    }

    /// <summary>A ratio, to two or three digits: <c>0.71</c>, <c>2.6</c>, <c>12</c>.</summary>
    public static string Times(double ratio) => ratio.ToString(ratio < 0.1 ? "G2" : ratio < 2 ? "0.00" : ratio < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Value and standard error, both to the error's first digit (its first two where that is 1 or 2): <c>0.981 ± 0.003</c>.</summary>
    public static string Of(double value, double? standardError)
    {
        // An error far below the value is the rounding of a mean of equal values.
        if (standardError is not > 0 || standardError <= Math.Abs(value) * 1e-9)
        {
            return Math.Abs(value) < 10 ? value.ToString("0.###", CultureInfo.InvariantCulture) : Of(value);
        }

        var decimals = Decimals(standardError.Value);
        return $"{Fixed(value, decimals)} ± {Fixed(standardError.Value, decimals)}";
    }

    /// <summary>A bound that lets <paramref name="value"/> pass: rounded outwards to three significant digits.</summary>
    public static string Bound(double value, bool isUpper)
    {
        if (value == 0)
        {
            return "0";
        }

        var step = (decimal)Math.Pow(10, Math.Clamp(Math.Floor(Math.Log10(Math.Abs(value))) - 2, -20, 20));
        if (Math.Abs(value) is > 1e20 or < 1e-18)
        {
            return value.ToString("R", CultureInfo.InvariantCulture);
        }

        var steps = (decimal)value / step;
        var rounded = (isUpper ? Math.Ceiling(steps) : Math.Floor(steps)) * step;
        return rounded.ToString("#,0.####################", CultureInfo.InvariantCulture);
    }

    private static int Decimals(double error)
    {
        var digit = (int)Math.Floor(Math.Log10(error));
        return Math.Clamp((error / Math.Pow(10, digit) < 2.95 ? 1 : 0) - digit, 0, 8);
    }

    private static string Fixed(double value, int decimals) => value.ToString($"#,0.{new string('0', decimals)}", CultureInfo.InvariantCulture);
}
