namespace Sweetspot.Benchmarks;

/// <summary>Predictions of one quantity against what was measured.</summary>
/// <param name="Quantity">What it is, and with which constants it was predicted.</param>
/// <param name="Rows">The rows judged.</param>
/// <param name="Skipped">The others.</param>
internal sealed record CostReport(string Quantity, IReadOnlyList<JudgedRow> Rows, IReadOnlyList<SkippedRow> Skipped)
{
    /// <summary>Median of |predicted / measured - 1|; 0 without rows.</summary>
    public double MedianError => Rows.Count == 0 ? 0 : Median([.. Rows.Select(row => row.Error)]);

    /// <summary>Mean of |predicted / measured - 1|; 0 without rows.</summary>
    public double MeanError => Rows.Count == 0 ? 0 : Rows.Average(row => row.Error);

    /// <summary>Median of predicted / measured - 1: above 0 where predictions are too large.</summary>
    public double Bias => Rows.Count == 0 ? 0 : Median([.. Rows.Select(row => (row.Predicted / row.Measured) - 1)]);

    /// <summary>The group with the largest mean error.</summary>
    public (string Name, int Rows, double MeanError) Worst => Rows.GroupBy(row => row.Group, StringComparer.Ordinal)
        .Select(group => (group.Key, group.Count(), group.Average(row => row.Error))).MaxBy(group => group.Item3);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
