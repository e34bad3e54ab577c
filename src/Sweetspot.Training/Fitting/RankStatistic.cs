namespace Sweetspot.Training;

/// <summary>Statistics of ranks.</summary>
internal static class RankStatistic
{
    /// <summary>Area under the ROC curve (Mann and Whitney 1947); ties count half.</summary>
    /// <returns>Null where all rows are of one kind: the area is then undefined.</returns>
    public static double? Auc(double[] scores, bool[] positive)
    {
        long positives = positive.Count(isPositive => isPositive);
        var negatives = positive.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort((double[])scores.Clone(), order);
        var rankSum = 0.0;
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && scores[order[end]] == scores[order[start]])
            {
                end++;
            }

            rankSum += order.AsSpan(start, end - start).ToArray().Count(row => positive[row]) * (start + 1 + end) / 2.0;
            start = end;
        }

        return (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }

    /// <summary>
    /// Each row's part of the area, so that their mean is the area and their spread gives its error (DeLong, DeLong and Clarke-Pearson 1988): a positive row's share of negatives that it beats,
    /// a negative row's share of positives that beat it, weighted by how rare its kind is. Null as for <see cref="Auc"/>.
    /// </summary>
    public static double[]? PartsOfAuc(double[] scores, bool[] positive)
    {
        if (Auc(scores, positive) is not { } area)
        {
            return null;
        }

        var (wins, losses) = (Sorted(isPositive: true), Sorted(isPositive: false));
        return [.. scores.Select((score, row) => positive[row]
            ? area + (scores.Length / (double)wins.Length * (Below(losses, score) - area))
            : area + (scores.Length / (double)losses.Length * (1 - Below(wins, score) - area)))];

        double[] Sorted(bool isPositive) => [.. scores.Where((_, row) => positive[row] == isPositive).Order()];
    }

    /// <summary>Share of sorted values that are below one; equal ones count half.</summary>
    private static double Below(double[] sorted, double value) => (First(sorted, value, false) + First(sorted, value, true)) / (2.0 * sorted.Length);

    /// <summary>Index of the first value that is not below (or is above) one.</summary>
    private static int First(double[] sorted, double value, bool isAbove)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isBefore = isAbove ? sorted[middle] <= value : sorted[middle] < value;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
