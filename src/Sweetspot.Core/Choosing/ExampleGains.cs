namespace Sweetspot.Core;

/// <summary>Per-example scores turned into parts of the quality metric, so that their mean differs between models as the metric does.</summary>
internal static class ExampleGains
{
    /// <summary>Difference of R² on both scales below which a target counts as modelled as it is.</summary>
    private const double SameScale = 1e-4;

    /// <summary>Rounding of single-precision scores, of their size: beyond it their mean is no longer the metric's value.</summary>
    private const double SamePart = 1e-4;

    /// <summary>
    /// Mean over the verifications of each row's gain; null where the metric is no mean over examples, or scores were not kept.
    /// Scores whose mean is the metric are its parts (delta method): of macro F1, AUC, loss, nats, recall and R² as of accuracy. Older ones of RMSE of an untransformed target: the score times the part of it that moves the root to first order, so that means differ by half as much, but
    /// errors of differences are right (delta method). Accuracy, NDCG@10, nats per byte (turned): the score itself. ChrF: the score, which is the sentence's part of the corpus' score to first order. R² = 1 − MSE/Var: the score (minus a squared error) divided by Var, which is MSE/(1 − R²).
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

    /// <summary>Whether scores are parts of the metric as they are: then their mean is its value, flipped where lower is better. Those of older studies may be of another metric.</summary>
    private static bool AreParts(string quality, Trial trial, IReadOnlyList<ExampleScore> scores)
    {
        var value = trial.Metrics[quality].Value;
        var gain = Metrics.Find(quality)?.Better == Direction.Minimize ? -value : value;
        return Math.Abs(scores.Average(score => (double)score.Score) - gain) <= SamePart * Math.Max(1, Math.Abs(gain));
    }

    private static double? Scale(string quality, Trial trial, IReadOnlyList<ExampleScore> scores)
    {
        if (!scores.All(score => float.IsFinite(score.Score)))
        {
            return null;
        }

        if (quality == Metrics.Accuracy.Name || quality == Metrics.NdcgAt10.Name || quality == Metrics.ChrF.Name || quality == Metrics.NatsPerByte.Name || AreParts(quality, trial, scores))
        {
            return 1;
        }

        var usesRoot = quality == Metrics.Rmse.Name;
        var meanSquaredError = -scores.Average(score => (double)score.Score);
        if (usesRoot)
        {
            var isRaw = trial.Value(Metrics.R2.Name) is { } own && Math.Abs((trial.Value(Metrics.R2Raw.Name) ?? own) - own) < SameScale;
            return isRaw && meanSquaredError > 0 && double.IsFinite(meanSquaredError) ? trial.Metrics[quality].Value / (2 * meanSquaredError) : null;
        }

        return quality == Metrics.R2.Name && meanSquaredError > 0 && double.IsFinite(meanSquaredError)
            ? (1 - trial.Metrics[quality].Value) / meanSquaredError
            : null;
    }
}
