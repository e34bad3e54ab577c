using System.Globalization;

namespace Sweetspot.Core;

/// <summary>Numbers in messages about genes.</summary>
internal static class GeneText
{
    /// <summary>Shortest text of the number; NaN and infinities by name.</summary>
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with two ends of a range, whatever the gene's type.</summary>
    public static IEnumerable<string> RangeProblems(string name, double low, double high, GeneScale scale)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            yield return $"{name}: the range {Of(low)}..{Of(high)} is not finite; give two ordinary numbers";
            yield break;
        }

        if (low > high)
        {
            yield return $"{name}: the low end {Of(low)} is above the high end {Of(high)}; swap them";
        }

        if (scale == GeneScale.Log && low <= 0)
        {
            yield return $"{name}: a log scale cannot start at {Of(low)}; use a linear scale, or a low end above 0";
        }
    }
}
