namespace Sweetspot.Core;

/// <summary>Ranks points of many objectives. Keeps its buffers.</summary>
/// <remarks>
/// The points are walked through in the order of every objective at once, best first. What dominates a point stands before it in each of these orders; so
/// whichever order meets it first, it need be compared only with the points met there, front by front (by binary search: what no point of a front
/// dominates, none of a later one does).
/// </remarks>
internal sealed class BestOrderSort
{
    private readonly KeySorter _sorter = new();
    private double[] _keys = [];
    private double[] _sorted = []; // [n × objectives], in lexicographic order
    private int[] _orders = []; // [objectives × n]: places in the lexicographic order
    private int[] _heads = []; // [objectives × fronts]: the point put in last, −1 for none
    private int[] _next = []; // [objectives × n]: the point put in before
    private int[] _rankOf = [];
    private int _count;

    /// <summary>Makes room for so many points.</summary>
    public void Reserve(int count, int objectives)
    {
        if (_sorted.Length < count * objectives || _keys.Length < count)
        {
            (_keys, _rankOf, _sorted) = (new double[count], new int[count], new double[count * objectives]);
            (_orders, _heads, _next) = (new int[count * objectives], new int[count * objectives], new int[count * objectives]);
        }

        _sorter.Reserve(count);
    }

    /// <summary>Writes the ranks; returns the number of fronts.</summary>
    public int Rank(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> order, Span<int> ranks)
    {
        _count = order.Length;
        Reserve(_count, objectives);
        Array.Fill(_rankOf, -1, 0, _count);
        Array.Fill(_heads, -1, 0, _count * objectives);
        for (var place = 0; place < _count; place++)
        {
            points.Slice(order[place] * objectives, objectives).CopyTo(_sorted.AsSpan(place * objectives));
        }

        for (var objective = 0; objective < objectives; objective++)
        {
            Order(objective, objectives);
        }

        var fronts = Walk(objectives);
        for (var place = 0; place < _count; place++)
        {
            ranks[order[place]] = _rankOf[place];
        }

        return fronts;
    }

    private int Walk(int objectives)
    {
        var (fronts, ranked) = (0, 0);
        for (var step = 0; ranked < _count; step++)
        {
            for (var objective = 0; objective < objectives; objective++)
            {
                var place = _orders[(objective * _count) + step];
                if (_rankOf[place] < 0)
                {
                    _rankOf[place] = RankOf(place, objective, objectives, fronts);
                    fronts = Math.Max(fronts, _rankOf[place] + 1);
                    ranked++;
                }

                ref var head = ref _heads[(objective * _count) + _rankOf[place]];
                (_next[(objective * _count) + place], head) = (head, place);
            }
        }

        return fronts;
    }

    private int RankOf(int place, int objective, int objectives, int fronts)
    {
        var (low, high) = (0, fronts);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = IsDominated(place, objective, objectives, middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool IsDominated(int place, int objective, int objectives, int front)
    {
        var point = _sorted.AsSpan(place * objectives, objectives);
        for (var other = _heads[(objective * _count) + front]; other >= 0; other = _next[(objective * _count) + other])
        {
            var candidate = _sorted.AsSpan(other * objectives, objectives);
            if (Points.IsNowhereWorse(candidate, point) && !candidate.SequenceEqual(point))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ties of an objective are in lexicographic order, so that a point never stands before one that dominates it.</summary>
    private void Order(int objective, int objectives)
    {
        var places = _orders.AsSpan(objective * _count, _count);
        for (var place = 0; place < _count; place++)
        {
            (_keys[place], places[place]) = (_sorted[(place * objectives) + objective], place);
        }

        _sorter.Sort(_keys.AsSpan(0, _count), places);
    }
}
