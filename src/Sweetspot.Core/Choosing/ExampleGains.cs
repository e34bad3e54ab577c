namespace Sweetspot.Core;

/// <summary>Per-example scores turned into parts of the quality metric, so that their mean differs between models as the metric does.</summary>
internal static class ExampleGains
{
    /// <summary>
    /// Mean over the verifications of each row's gain; null where the metric is no mean over examples, or scores were not kept.
    /// Accuracy: the score itself. R² = 1 − MSE/Var: the score (minus a squared error) divided by Var, which is MSE/(1 − R²).
    /// </summary>
    public static IReadOnlyDictionary<int, double>? ByRow(
        IReadOnlyCollection<(Trial Trial, IReadOnlyList<ExampleScore> Scores)> verifications, string quality)
    {
        if (verifications.Count == 0 || verifications.Any(pair => pair.Scores.Count == 0))
        {
            return null;
        }

        var rows = new Dictionary<int, (double Sum, int Count)>();
        foreach (var (trial, scores) in verifications)
        {
            if (Scale(quality, trial, scores) is not { } scale)
            {
                return null;
            }

            foreach (var (row, score) in scores)
            {
                var (sum, count) = rows.GetValueOrDefault(row);
                rows[row] = (sum + (score * scale), count + 1);
            }
        }

        return rows.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
    }

    /// <summary>
    /// Standard error of the mean of values by row. Rows of one group are not independent: their deviations are summed before squaring
    /// (cluster-robust, with the G/(G−1) correction). Null of fewer than two rows or groups.
    /// </summary>
    public static double? StandardError(IReadOnlyCollection<(int Row, double Value)> values, IReadOnlyList<int>? groups)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var mean = values.Average(pair => pair.Value);
        var sums = new Dictionary<int, double>();
        foreach (var (row, value) in values)
        {
            var group = groups is not null && row < groups.Count ? groups[row] : row;
            sums[group] = sums.GetValueOrDefault(group) + value - mean;
        }

        return sums.Count < 2
            ? null
            : Math.Sqrt(sums.Values.Sum(sum => sum * sum) * sums.Count / (sums.Count - 1)) / values.Count;
    }

    private static double? Scale(string quality, Trial trial, IReadOnlyList<ExampleScore> scores)
    {
        if (quality == Metrics.Accuracy.Name)
        {
            return scores.All(score => float.IsFinite(score.Score)) ? 1 : null;
        }

        var meanSquaredError = -scores.Average(score => (double)score.Score);
        return quality == Metrics.R2.Name && meanSquaredError > 0 && double.IsFinite(meanSquaredError)
            ? (1 - trial.Metrics[quality].Value) / meanSquaredError
            : null;
    }
}
