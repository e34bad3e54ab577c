namespace Sweetspot.Core;

/// <summary>The non-dominated of all points put in so far, kept as they come. All objectives are minimised; equal points all stay.</summary>
/// <remarks>Two objectives: a sorted list, O(log n) to find out and a move of memory to put in. Others: comparison with the members.</remarks>
public sealed class FrontArchive
{
    private readonly int _objectives;
    private double[] _points;
    private long[] _ids = new long[16];

    /// <summary>An empty one.</summary>
    public FrontArchive(int objectives)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(objectives, 1);
        (_objectives, _points) = (objectives, new double[16 * objectives]);
    }

    /// <summary>Number of members.</summary>
    public int Count { get; private set; }

    /// <summary>[count × objectives], row-major; valid until the next addition. Of two objectives, the first ascends.</summary>
    public ReadOnlySpan<double> Points => _points.AsSpan(0, Count * _objectives);

    /// <summary>What was given with each member, in the order of <see cref="Points"/>.</summary>
    public ReadOnlySpan<long> Ids => _ids.AsSpan(0, Count);

    /// <summary>Puts a point in and drops those that it dominates; false where a member dominates it.</summary>
    /// <exception cref="ArgumentException">The point has another number of values, or one that is not finite.</exception>
    public bool Add(ReadOnlySpan<double> point, long id)
    {
        if (Core.Points.Count(point, _objectives) != 1)
        {
            throw new ArgumentException($"{point.Length} values are no point of {_objectives} objectives", nameof(point));
        }

        return _objectives == 2 ? AddSorted(point, id) : AddUnsorted(point, id);
    }

    private bool AddSorted(ReadOnlySpan<double> point, long id)
    {
        var at = PlaceOf(point[0]);
        if (at > 0 && _points[(2 * at) - 1] <= point[1] && !IsEqual(at - 1, point))
        {
            return false; // the last with at most this first objective is the best of them in the second
        }

        var start = at;
        while (start > 0 && _points[2 * (start - 1)] == point[0] && _points[(2 * start) - 1] > point[1])
        {
            start--;
        }

        var end = at;
        while (end < Count && _points[(2 * end) + 1] >= point[1])
        {
            end++;
        }

        Replace(start, end, point, id);
        return true;
    }

    /// <summary>How many members have at most this first objective.</summary>
    private int PlaceOf(double first)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[2 * middle] <= first ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool AddUnsorted(ReadOnlySpan<double> point, long id)
    {
        for (var member = 0; member < Count; member++)
        {
            if (Core.Points.IsNowhereWorse(Member(member), point) && !IsEqual(member, point))
            {
                return false;
            }
        }

        var kept = 0;
        for (var member = 0; member < Count; member++)
        {
            if (!Core.Points.IsNowhereWorse(point, Member(member)) || IsEqual(member, point))
            {
                Member(member).CopyTo(_points.AsSpan(kept * _objectives));
                _ids[kept++] = _ids[member];
            }
        }

        Count = kept;
        Replace(kept, kept, point, id);
        return true;
    }

    private void Replace(int start, int end, ReadOnlySpan<double> point, long id)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * Count);
            Array.Resize(ref _points, 2 * Count * _objectives);
        }

        Array.Copy(_ids, end, _ids, start + 1, Count - end);
        Array.Copy(_points, end * _objectives, _points, (start + 1) * _objectives, (Count - end) * _objectives);
        _ids[start] = id;
        point.CopyTo(_points.AsSpan(start * _objectives));
        Count += 1 - (end - start);
    }

    private ReadOnlySpan<double> Member(int member) => _points.AsSpan(member * _objectives, _objectives);

    private bool IsEqual(int member, ReadOnlySpan<double> point)
    {
        for (var objective = 0; objective < _objectives; objective++)
        {
            if (_points[(member * _objectives) + objective] != point[objective])
            {
                return false;
            }
        }

        return true;
    }
}
