namespace Sweetspot.Core;

/// <summary>Sorts points into fronts: rank 0 is dominated by none, rank k only by points of smaller ranks. All objectives are minimised.</summary>
/// <remarks>
/// Points in lexicographic order, each put by binary search into the first front that does not dominate it (ENS-BS, Zhang et al. 2015,
/// doi:10.1109/TEVC.2014.2308305). With two objectives one comparison a front decides (Jensen 2003, doi:10.1109/TEVC.2003.817234): O(n log n).
/// </remarks>
public static class NonDominatedSort
{
    /// <summary>The rank of each point. Equal points have equal ranks.</summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="objectives">Number of objectives, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="objectives"/>, or a value is not finite.</exception>
    public static int[] Ranks(ReadOnlySpan<double> points, int objectives)
    {
        var flat = Points.Checked(points, objectives);
        var order = Points.LexicographicOrder(flat, objectives);
        return objectives <= 2 ? RanksOfTwo(flat, objectives, order) : RanksOfMany(flat, objectives, order);
    }

    private static int[] RanksOfTwo(double[] points, int objectives, int[] order)
    {
        var ranks = new int[order.Length];
        var lastSecond = new List<double>(); // of each front, the smallest last objective so far: grows with the front's rank
        for (var position = 0; position < order.Length; position++)
        {
            var index = order[position];
            if (position > 0 && Points.AreEqual(points, objectives, index, order[position - 1]))
            {
                ranks[index] = ranks[order[position - 1]];
                continue;
            }

            var second = points[index * objectives + objectives - 1];
            var rank = FirstAbove(lastSecond, second);
            if (rank == lastSecond.Count)
            {
                lastSecond.Add(second);
            }

            (lastSecond[rank], ranks[index]) = (second, rank);
        }

        return ranks;
    }

    /// <summary>Number of the first entry larger than <paramref name="value"/> of an ascending list.</summary>
    private static int FirstAbove(List<double> ascending, double value)
    {
        var (low, high) = (0, ascending.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] > value ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static int[] RanksOfMany(double[] points, int objectives, int[] order)
    {
        var ranks = new int[order.Length];
        var fronts = new List<List<int>>();
        foreach (var index in order)
        {
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = IsDominated(points, objectives, index, fronts[middle]) ? (middle + 1, high) : (low, middle);
            }

            if (low == fronts.Count)
            {
                fronts.Add([]);
            }

            fronts[low].Add(index);
            ranks[index] = low;
        }

        return ranks;
    }

    private static bool IsDominated(double[] points, int objectives, int index, List<int> front)
    {
        for (var member = front.Count - 1; member >= 0; member--) // the latest are the likeliest to dominate
        {
            if (Points.Dominates(points, objectives, front[member], index))
            {
                return true;
            }
        }

        return false;
    }
}
