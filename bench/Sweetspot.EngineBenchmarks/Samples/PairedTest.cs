namespace Sweetspot.EngineBenchmarks;

/// <summary>Whether paired runs differ: Wilcoxon's signed-rank test, exact, two-sided; and Holm's correction for many such tests at once.</summary>
internal static class PairedTest
{
    /// <summary>The probability of ranks as uneven as these by chance. Pairs without a difference are left out; equal differences share their ranks.</summary>
    public static double Wilcoxon(IReadOnlyList<double> differences)
    {
        var sorted = differences.Where(difference => difference != 0).OrderBy(Math.Abs).ToList();
        if (sorted.Count == 0)
        {
            return 1;
        }

        // Twice the rank, so that a shared rank is whole.
        var ranks = sorted.ConvertAll(one => sorted.FindIndex(other => Math.Abs(other) == Math.Abs(one)) + sorted.FindLastIndex(other => Math.Abs(other) == Math.Abs(one)) + 2);
        var total = ranks.Sum();
        var ways = new double[total + 1]; // share of the sign patterns with this sum of positive ranks
        ways[0] = 1;
        foreach (var rank in ranks)
        {
            for (var sum = total; sum >= 0; sum--)
            {
                ways[sum] = (ways[sum] + (sum >= rank ? ways[sum - rank] : 0)) / 2;
            }
        }

        var positive = ranks.Where((_, index) => sorted[index] > 0).Sum();
        var extreme = Math.Min(positive, total - positive);
        return Math.Min(1, 2 * ways.Take(extreme + 1).Sum());
    }

    /// <summary>Probabilities corrected for their number (Holm 1979): the chance that any of so many would look so uneven.</summary>
    public static double[] Holm(IReadOnlyList<double> probabilities)
    {
        var corrected = new double[probabilities.Count];
        var (least, order) = (0.0, Enumerable.Range(0, probabilities.Count).OrderBy(index => probabilities[index]).ToList());
        for (var place = 0; place < order.Count; place++)
        {
            least = Math.Max(least, Math.Min(1, (order.Count - place) * probabilities[order[place]]));
            corrected[order[place]] = least;
        }

        return corrected;
    }
}
