namespace Sweetspot.Core;

/// <summary>How lonely each point of a front is (Deb et al. 2002, doi:10.1109/4235.996017, §III.B). An instance keeps its buffers; not thread-safe.</summary>
public sealed class CrowdingDistance
{
    private readonly KeySorter _sorter = new();
    private double[] _values = [];
    private int[] _order = [];

    /// <inheritdoc cref="Measure"/>
    public static double[] Of(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> members)
    {
        var distances = new double[members.Length];
        new CrowdingDistance().Measure(points, objectives, members, distances);
        return distances;
    }

    /// <summary>Makes room for fronts of so many.</summary>
    public void Reserve(int count)
    {
        if (_order.Length < count)
        {
            (_values, _order) = (new double[count], new int[count]);
        }

        _sorter.Reserve(count);
    }

    /// <summary>
    /// The distance of each member, in the order of <paramref name="members"/>: the sum over objectives of the gap between its neighbours,
    /// divided by the front's range. Infinite at both ends of an objective. An objective in which all members are equal adds nothing.
    /// </summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="objectives">Number of objectives.</param>
    /// <param name="members">Indices of the points of one front.</param>
    /// <param name="distances">Written: one a member.</param>
    public void Measure(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> members, Span<double> distances)
    {
        if (members.Length <= 2)
        {
            distances.Fill(double.PositiveInfinity);
            return;
        }

        Reserve(members.Length);
        distances.Clear();
        var values = _values.AsSpan(0, members.Length);
        var order = _order.AsSpan(0, members.Length);
        for (var objective = 0; objective < objectives; objective++)
        {
            for (var member = 0; member < members.Length; member++)
            {
                (values[member], order[member]) = (points[(members[member] * objectives) + objective], member);
            }

            _sorter.Sort(values, order);
            Add(distances, values, order);
        }
    }

    private static void Add(Span<double> distances, ReadOnlySpan<double> values, ReadOnlySpan<int> order)
    {
        var range = (values[^1] / 2) - (values[0] / 2); // halves: the widest range still fits a double
        if (range == 0)
        {
            return;
        }

        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        for (var position = 1; position < order.Length - 1; position++)
        {
            distances[order[position]] += ((values[position + 1] / 2) - (values[position - 1] / 2)) / range;
        }
    }
}
