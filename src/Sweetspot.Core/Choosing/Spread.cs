namespace Sweetspot.Core;

/// <summary>Variances.</summary>
internal static class Spread
{
    /// <summary>Sum of squared deviations from the mean.</summary>
    public static double SquaredDeviations(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    /// <summary>Unbiased variance; 0 of fewer than two values.</summary>
    public static double Variance(IReadOnlyCollection<double> values) => values.Count < 2 ? 0 : SquaredDeviations(values) / (values.Count - 1);
}
