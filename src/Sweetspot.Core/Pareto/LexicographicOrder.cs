namespace Sweetspot.Core;

/// <summary>Orders points by first objective, then second, …, then index. Keeps its buffers.</summary>
internal sealed class LexicographicOrder
{
    private readonly KeySorter _sorter = new();
    private double[] _keys = [];
    private int[] _order = [];

    /// <summary>Makes room for so many points.</summary>
    public void Reserve(int count)
    {
        if (_order.Length < count)
        {
            (_keys, _order) = (new double[count], new int[count]);
        }

        _sorter.Reserve(count);
    }

    /// <summary>Indices of the points in order; valid until the next call.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<double> points, int objectives)
    {
        var count = points.Length / objectives;
        Reserve(count);
        var order = _order.AsSpan(0, count);
        for (var index = 0; index < count; index++)
        {
            order[index] = index;
        }

        Sort(points, objectives, 0, order, _keys.AsSpan(0, count));
        return order;
    }

    private void Sort(ReadOnlySpan<double> points, int objectives, int objective, Span<int> order, Span<double> keys)
    {
        for (var position = 0; position < order.Length; position++)
        {
            keys[position] = points[(order[position] * objectives) + objective];
        }

        _sorter.Sort(keys, order);
        if (objective == objectives - 1)
        {
            return;
        }

        for (int start = 0, end; start < order.Length; start = end)
        {
            end = KeySorter.EndOfTies(keys, start);
            if (end - start > 1)
            {
                Sort(points, objectives, objective + 1, order[start..end], keys[start..end]);
            }
        }
    }
}
