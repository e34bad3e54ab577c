namespace Sweetspot.Core;

/// <summary>Fronts of three objectives: each keeps the points that matter for its last two, second objective ascending, third descending.</summary>
/// <remarks>
/// Points come by their first objective, so a front dominates one when a point of its staircase is no worse in the other two. Staircases lie
/// in one array, in segments of powers of two, so that their number and sizes need no allocation. One that grows beyond a few thousand becomes a tree of
/// prefix minima (Fenwick 1994, doi:10.1002/spe.4380240306), since moving its points aside would cost more.
/// </remarks>
internal sealed class StaircaseFronts
{
    private const int LargestSegment = 2048;
    private const int Classes = 12; // segments of 2^0 … 2^11

    private readonly int[] _free = new int[Classes]; // first free segment of each size, −1 for none
    private readonly PrefixMinima _large = new();
    private double[] _seconds = [];
    private double[] _thirds = [];
    private int[] _starts = [];
    private int[] _counts = []; // −1: in the tree
    private int[] _classes = [];
    private int _used;

    /// <summary>
    /// Makes room for so many points, so that ranking them never allocates: segments given back are used again, so each size takes no more than twice
    /// the room of all points.
    /// </summary>
    public void Reserve(int count)
    {
        ReserveFronts(count);
        Grow(2 * count * Math.Min(Classes, 1 + int.Log2(Math.Max(count, 1))));
    }

    /// <summary>Writes the ranks of points in lexicographic order; returns the number of fronts.</summary>
    /// <param name="points">[n × 3].</param>
    /// <param name="order">[n] indices.</param>
    /// <param name="later">[n × 2], of each point in order its second and third objective.</param>
    /// <param name="ranks">[n], by index.</param>
    public int Rank(ReadOnlySpan<double> points, ReadOnlySpan<int> order, ReadOnlySpan<double> later, Span<int> ranks)
    {
        ReserveFronts(order.Length);
        Array.Fill(_free, -1);
        _used = 0;
        _large.Begin();
        var fronts = 0;
        for (var position = 0; position < order.Length; position++)
        {
            var (index, second, third) = (order[position], later[2 * position], later[(2 * position) + 1]);
            if (position > 0 && second == later[(2 * position) - 2] && Points.AreEqual(points, 3, index, order[position - 1]))
            {
                ranks[index] = ranks[order[position - 1]];
                continue;
            }

            var rank = FirstThatDoesNotDominate(fronts, second, third);
            if (rank == fronts)
            {
                (_starts[fronts], _counts[fronts], _classes[fronts]) = (Segment(0), 0, 0);
                fronts++;
            }

            Put(points, rank, second, third);
            ranks[index] = rank;
        }

        return fronts;
    }

    private int FirstThatDoesNotDominate(int fronts, double second, double third)
    {
        var (low, high) = (0, fronts);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = Dominates(middle, second, third) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool Dominates(int front, double second, double third)
    {
        var count = _counts[front];
        if (count < 0)
        {
            return _large.Least(_starts[front], second) <= third;
        }

        var start = _starts[front];
        var upTo = Ascending.CountUpTo(_seconds.AsSpan(start, count), second);
        return upTo > 0 && _thirds[start + upTo - 1] <= third;
    }

    private void Put(ReadOnlySpan<double> points, int front, double second, double third)
    {
        if (_counts[front] < 0)
        {
            _large.Lower(_starts[front], second, third);
            return;
        }

        var (start, count) = (_starts[front], _counts[front]);
        var at = Ascending.CountBelow(_seconds.AsSpan(start, count), second);
        var end = at;
        while (end < count && _thirds[start + end] >= third)
        {
            end++; // these no longer matter
        }

        if (end == at && count == 1 << _classes[front])
        {
            if (count == LargestSegment)
            {
                BecomeTree(points, front);
                _large.Lower(_starts[front], second, third);
                return;
            }

            start = Widen(front);
        }

        if (end != at + 1)
        {
            Array.Copy(_seconds, start + end, _seconds, start + at + 1, count - end);
            Array.Copy(_thirds, start + end, _thirds, start + at + 1, count - end);
        }

        (_seconds[start + at], _thirds[start + at]) = (second, third);
        _counts[front] = count + 1 - (end - at);
    }

    private int Widen(int front)
    {
        var (from, count, size) = (_starts[front], _counts[front], _classes[front]);
        var to = Segment(size + 1);
        Array.Copy(_seconds, from, _seconds, to, count);
        Array.Copy(_thirds, from, _thirds, to, count);
        Free(from, size);
        (_starts[front], _classes[front]) = (to, size + 1);
        return to;
    }

    private void BecomeTree(ReadOnlySpan<double> points, int front)
    {
        var (start, count) = (_starts[front], _counts[front]);
        var tree = _large.Add(points);
        for (var member = 0; member < count; member++)
        {
            _large.Lower(tree, _seconds[start + member], _thirds[start + member]);
        }

        Free(start, _classes[front]);
        (_starts[front], _counts[front]) = (tree, -1);
    }

    private int Segment(int size)
    {
        var start = _free[size];
        if (start >= 0)
        {
            _free[size] = (int)_seconds[start]; // where the next free one begins
            return start;
        }

        start = _used;
        _used += 1 << size;
        Grow(_used > _seconds.Length ? 2 * _used : 0);
        return start;
    }

    private void ReserveFronts(int count)
    {
        if (_starts.Length < count)
        {
            (_starts, _counts, _classes) = (new int[count], new int[count], new int[count]);
        }
    }

    private void Grow(int size)
    {
        if (_seconds.Length < size)
        {
            Array.Resize(ref _seconds, size);
            Array.Resize(ref _thirds, size);
        }
    }

    private void Free(int start, int size)
    {
        _seconds[start] = _free[size];
        _free[size] = start;
    }
}
