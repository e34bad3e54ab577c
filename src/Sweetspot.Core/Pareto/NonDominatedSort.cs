namespace Sweetspot.Core;

/// <summary>Sorts points into fronts: rank 0 is dominated by none, rank k only by points of smaller ranks. All objectives are minimised.</summary>
/// <remarks>
/// Points in lexicographic order, each put by binary search into the first front that does not dominate it (ENS-BS, Zhang et al. 2015,
/// doi:10.1109/TEVC.2014.2308305). With two objectives one comparison a front decides (Jensen 2003, doi:10.1109/TEVC.2003.817234), with three a binary
/// search in the front's staircase: O(n log n) and O(n log² n). With more, points are compared in the order of each objective with those already ranked
/// there (best-order sort, Roy, Islam and Deb 2016, doi:10.1145/2908961.2931684): O(m n log n) at best, O(m n²) where all are in one front.
/// An instance keeps its buffers: sorting as many points again allocates nothing. Not thread-safe.
/// </remarks>
public sealed class NonDominatedSort
{
    private readonly LexicographicOrder _lexicographic = new();
    private readonly StaircaseFronts _staircases = new();
    private readonly BestOrderSort _bestOrder = new();
    private double[] _last = []; // of each front, the smallest last objective so far: grows with the front's rank
    private double[] _later = [];

    /// <summary>The rank of each point. Equal points have equal ranks.</summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="objectives">Number of objectives, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="objectives"/>, or a value is not finite.</exception>
    public static int[] Ranks(ReadOnlySpan<double> points, int objectives)
    {
        var ranks = new int[Points.Count(points, objectives)];
        new NonDominatedSort().Rank(points, objectives, ranks);
        return ranks;
    }

    /// <summary>Makes room for so many points, so that ranking them never allocates.</summary>
    public void Reserve(int count, int objectives)
    {
        _lexicographic.Reserve(count);
        switch (objectives)
        {
            case <= 2:
                ReserveLast(count);
                ReserveLater(count);
                break;
            case 3:
                _staircases.Reserve(count);
                ReserveLater(2 * count);
                break;
            default:
                _bestOrder.Reserve(count, objectives);
                break;
        }
    }

    /// <summary>Writes the rank of each point; returns the number of fronts.</summary>
    /// <inheritdoc cref="Ranks"/>
    public int Rank(ReadOnlySpan<double> points, int objectives, Span<int> ranks)
    {
        _ = Points.Count(points, objectives);
        var order = _lexicographic.Of(points, objectives);
        return objectives switch
        {
            <= 2 => RankTwo(points, objectives, order, Later(points, objectives, order), ranks),
            3 => _staircases.Rank(points, order, Later(points, objectives, order), ranks),
            _ => _bestOrder.Rank(points, objectives, order, ranks),
        };
    }

    private int RankTwo(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> order, ReadOnlySpan<double> lasts, Span<int> ranks)
    {
        ReserveLast(order.Length);
        var fronts = 0;
        for (var position = 0; position < order.Length; position++)
        {
            var (index, last) = (order[position], lasts[position]);
            if (position > 0 && last == lasts[position - 1] && Points.AreEqual(points, objectives, index, order[position - 1]))
            {
                ranks[index] = ranks[order[position - 1]];
                continue;
            }

            var rank = Ascending.CountUpTo(_last.AsSpan(0, fronts), last);
            fronts = Math.Max(fronts, rank + 1);
            (_last[rank], ranks[index]) = (last, rank);
        }

        return fronts;
    }

    /// <summary>Of each point in order its objectives after the first, or its only one: read before they are needed, since reads from all over take long when each waits for the one before.</summary>
    private ReadOnlySpan<double> Later(ReadOnlySpan<double> points, int objectives, ReadOnlySpan<int> order)
    {
        var count = Math.Max(1, objectives - 1);
        ReserveLater(order.Length * count);
        var next = 0;
        foreach (var index in order)
        {
            for (var objective = objectives - count; objective < objectives; objective++)
            {
                _later[next++] = points[(index * objectives) + objective];
            }
        }

        return _later.AsSpan(0, next);
    }

    private void ReserveLast(int count) => _last = _last.Length < count ? new double[count] : _last;

    private void ReserveLater(int count) => _later = _later.Length < count ? new double[count] : _later;
}
