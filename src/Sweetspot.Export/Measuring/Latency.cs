using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Milliseconds of one run.</summary>
/// <param name="Median">Median.</param>
/// <param name="P95">Below it lie 95 % of the runs.</param>
/// <param name="P99">Below it lie 99 %.</param>
/// <param name="StandardError">Standard error of the median.</param>
/// <param name="Runs">Runs timed.</param>
public sealed record Latency(double Median, double P95, double P99, double StandardError, int Runs)
{
    /// <summary>Of the times of single runs.</summary>
    public static Latency Of(double[] milliseconds) => new(
        RobustStatistics.Median(milliseconds), RobustStatistics.Quantile(milliseconds, 0.95), RobustStatistics.Quantile(milliseconds, 0.99),
        RobustStatistics.ErrorOfMedian(milliseconds), milliseconds.Length);
}
