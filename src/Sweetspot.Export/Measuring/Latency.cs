using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Milliseconds of one run.</summary>
/// <param name="Median">Median.</param>
/// <param name="P95">Below it lie 95 % of the runs.</param>
/// <param name="P99">Below it lie 99 %.</param>
/// <param name="StandardError">Standard error of the median: of single runs, or of the medians of rounds where those differ by more.</param>
/// <param name="Runs">Runs timed.</param>
public sealed record Latency(double Median, double P95, double P99, double StandardError, int Runs)
{
    /// <summary>
    /// Of the times of single runs, round by round. Runs that follow each other share what the machine does meanwhile (clock, other work), so their own spread says
    /// too little: rounds with something else between them show the rest.
    /// </summary>
    /// <exception cref="ArgumentException">There are no runs, or a round has none.</exception>
    public static Latency Of(IReadOnlyList<double[]> rounds)
    {
        double[] all = [.. rounds.SelectMany(round => round)];
        double[] medians = [.. rounds.Select(RobustStatistics.Median)];
        return new Latency(
            RobustStatistics.Median(all), RobustStatistics.Quantile(all, 0.95), RobustStatistics.Quantile(all, 0.99),
            Math.Max(RobustStatistics.ErrorOfMedian(all), Spread.ErrorOfMean(medians) ?? 0), all.Length);
    }
}
