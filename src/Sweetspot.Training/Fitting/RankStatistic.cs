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
}
