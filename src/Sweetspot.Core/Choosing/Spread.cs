namespace Sweetspot.Core;

/// <summary>How far values lie apart.</summary>
public static class Spread
{
    /// <summary>Sum of squared deviations from the mean.</summary>
    public static double SquaredDeviations(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }

    /// <summary>Unbiased variance; 0 of fewer than two values.</summary>
    public static double Variance(IReadOnlyCollection<double> values) => values.Count < 2 ? 0 : SquaredDeviations(values) / (values.Count - 1);

    /// <summary>Standard error of the mean of independent values; null of fewer than two.</summary>
    public static double? ErrorOfMean(IReadOnlyCollection<double> values) => values.Count < 2 ? null : Math.Sqrt(Variance(values) / values.Count);
}
