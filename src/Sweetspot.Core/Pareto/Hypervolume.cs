namespace Sweetspot.Core;

/// <summary>Exact volume that a set of points dominates, up to a reference point. All objectives are minimised.</summary>
/// <remarks>
/// One objective: a difference. Two and three: a sweep, O(n log n) and O(n²) at worst. More: WFG (While, Bradstreet and Barone 2012,
/// doi:10.1109/TEVC.2010.2077298) with its slices: points go in the order of the last objective, the worst first, so what each adds to those after it
/// is a volume of one objective fewer. Points that are not better than the reference everywhere add nothing.
/// An instance keeps its buffers. Not thread-safe.
/// </remarks>
public sealed class Hypervolume
{
    private readonly KeySorter _sorter = new();
    private readonly Staircase _stairs = new();
    private readonly List<(double[] Given, double[] Sorted)> _levels = []; // of each number of objectives
    private double[] _keys = [];
    private int[] _order = [];
    private double[] _reference = [];

    /// <summary>The volume; 0 for no points.</summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="reference">The reference point; its length is the number of objectives.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of objectives, or a value is not finite.</exception>
    public static double Of(ReadOnlySpan<double> points, ReadOnlySpan<double> reference) => new Hypervolume().Measure(points, reference);

    /// <inheritdoc cref="Of"/>
    public double Measure(ReadOnlySpan<double> points, ReadOnlySpan<double> reference)
    {
        var objectives = reference.Length;
        _ = Points.Count(reference, objectives);
        Reserve(Points.Count(points, objectives), objectives);
        reference.CopyTo(_reference);
        var given = _levels[objectives].Given;
        var count = 0;
        for (var start = 0; start < points.Length; start += objectives)
        {
            var point = points.Slice(start, objectives);
            if (IsInside(point, reference))
            {
                point.CopyTo(given.AsSpan(count * objectives));
                count++;
            }
        }

        return Volume(count, objectives);
    }

    private static bool IsInside(ReadOnlySpan<double> point, ReadOnlySpan<double> reference)
    {
        for (var objective = 0; objective < point.Length; objective++)
        {
            if (point[objective] >= reference[objective])
            {
                return false;
            }
        }

        return true;
    }

    private void Reserve(int count, int objectives)
    {
        while (_levels.Count <= objectives)
        {
            _levels.Add(([], []));
        }

        for (var level = 1; level <= objectives; level++)
        {
            if (_levels[level].Given.Length < count * level && (level >= 3 || level == objectives))
            {
                _levels[level] = (new double[count * level], new double[count * level]);
            }
        }

        if (_order.Length < count)
        {
            (_keys, _order) = (new double[count], new int[count]);
        }

        if (_reference.Length < objectives)
        {
            _reference = new double[objectives];
        }
    }

    /// <summary>The volume of the first points given at this number of objectives.</summary>
    private double Volume(int count, int objectives) => (count, objectives) switch
    {
        (0, _) => 0,
        (1, _) => Box(_levels[objectives].Given.AsSpan(0, objectives)),
        (_, 1) => Length(_levels[1].Given.AsSpan(0, count)),
        (_, 2) => Area(Sorted(count, 2, 0, 1)),
        (_, 3) => Swept(Sorted(count, 3, 2, 1)),
        _ => Sliced(Sorted(count, objectives, objectives - 1, -1), objectives),
    };

    private double Box(ReadOnlySpan<double> point)
    {
        var volume = 1.0;
        for (var objective = 0; objective < point.Length; objective++)
        {
            volume *= _reference[objective] - point[objective];
        }

        return volume;
    }

    private double Length(ReadOnlySpan<double> points)
    {
        var least = points[0];
        foreach (var point in points)
        {
            least = Math.Min(least, point);
        }

        return _reference[0] - least;
    }

    private double Area(ReadOnlySpan<double> points)
    {
        var (area, lowest) = (0.0, _reference[1]);
        for (var start = 0; start < points.Length; start += 2)
        {
            if (points[start + 1] < lowest)
            {
                area += (_reference[0] - points[start]) * (lowest - points[start + 1]);
                lowest = points[start + 1];
            }
        }

        return area;
    }

    /// <summary>Sweeps the third objective; the points below it form a staircase whose area grows as points are put in.</summary>
    private double Swept(ReadOnlySpan<double> points)
    {
        _stairs.Begin(_reference[0], _reference[1]);
        var volume = 0.0;
        for (var start = 0; start < points.Length; start += 3)
        {
            _stairs.Add(points[start], points[start + 1]);
            var next = start + 3 < points.Length ? points[start + 5] : _reference[2];
            volume += _stairs.Area * (next - points[start + 2]);
        }

        return volume;
    }

    private double Sliced(ReadOnlySpan<double> points, int objectives)
    {
        var (volume, fewer) = (0.0, objectives - 1);
        for (var start = 0; start < points.Length; start += objectives)
        {
            var point = points.Slice(start, fewer);
            var limited = Limit(points[(start + objectives)..], point, objectives);
            volume += (_reference[fewer] - points[start + fewer]) * (Box(point) - Volume(limited, fewer));
        }

        return volume;
    }

    /// <summary>Gives the level below the non-dominated ones of some points, each made no better than <paramref name="point"/>; returns their number.</summary>
    private int Limit(ReadOnlySpan<double> others, ReadOnlySpan<double> point, int objectives)
    {
        var fewer = objectives - 1;
        var kept = _levels[fewer].Given;
        var count = 0;
        for (var start = 0; start < others.Length; start += objectives)
        {
            var limited = kept.AsSpan(count * fewer, fewer);
            for (var objective = 0; objective < fewer; objective++)
            {
                limited[objective] = Math.Max(others[start + objective], point[objective]);
            }

            count = KeepNonDominated(kept, count, fewer);
        }

        return count;
    }

    /// <summary>The point after the first <paramref name="count"/> joins them unless one of them is no worse; those that it beats leave.</summary>
    private static int KeepNonDominated(double[] points, int count, int objectives)
    {
        ReadOnlySpan<double> added = points.AsSpan(count * objectives, objectives);
        for (var member = 0; member < count; member++)
        {
            if (Points.IsNowhereWorse(points.AsSpan(member * objectives, objectives), added))
            {
                return count;
            }
        }

        var kept = 0;
        for (var member = 0; member <= count; member++)
        {
            ReadOnlySpan<double> point = points.AsSpan(member * objectives, objectives);
            if (member == count || !Points.IsNowhereWorse(added, point))
            {
                if (kept != member)
                {
                    point.CopyTo(points.AsSpan(kept * objectives));
                }

                kept++;
            }
        }

        return kept;
    }

    private ReadOnlySpan<double> Sorted(int count, int objectives, int by, int direction)
    {
        var (given, sorted) = _levels[objectives];
        var keys = _keys.AsSpan(0, count);
        var order = _order.AsSpan(0, count);
        for (var index = 0; index < count; index++)
        {
            (keys[index], order[index]) = (direction * given[(index * objectives) + by], index);
        }

        _sorter.Sort(keys, order);
        for (var place = 0; place < count; place++)
        {
            given.AsSpan(order[place] * objectives, objectives).CopyTo(sorted.AsSpan(place * objectives));
        }

        return sorted.AsSpan(0, count * objectives);
    }
}
