namespace Sweetspot.Core;

/// <summary>How lonely each point of a front is (Deb et al. 2002, doi:10.1109/4235.996017, §III.B).</summary>
public static class CrowdingDistance
{
    /// <summary>
    /// The distance of each member, in the order of <paramref name="members"/>: the sum over objectives of the gap between its neighbours,
    /// divided by the front's range. Infinite at both ends of an objective. An objective in which all members are equal adds nothing.
    /// </summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="objectives">Number of objectives.</param>
    /// <param name="members">Indices of the points of one front.</param>
    public static double[] Of(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> members)
    {
        var distances = new double[members.Length];
        if (members.Length <= 2)
        {
            Array.Fill(distances, double.PositiveInfinity);
            return distances;
        }

        var values = new double[members.Length];
        var order = new int[members.Length];
        for (var objective = 0; objective < objectives; objective++)
        {
            for (var member = 0; member < members.Length; member++)
            {
                values[member] = points[members[member] * objectives + objective];
                order[member] = member;
            }

            Add(distances, values, order);
        }

        return distances;
    }

    private static void Add(double[] distances, double[] values, int[] order)
    {
        Array.Sort(order, (left, right) => values[left].CompareTo(values[right]) is not 0 and var byValue ? byValue : left.CompareTo(right));
        var range = values[order[^1]] / 2 - values[order[0]] / 2; // halves: the widest range still fits a double
        if (range == 0)
        {
            return;
        }

        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        for (var position = 1; position < order.Length - 1; position++)
        {
            distances[order[position]] += (values[order[position + 1]] / 2 - values[order[position - 1]] / 2) / range;
        }
    }
}
