namespace Sweetspot.Core;

/// <summary>For each of some fronts: the smallest third objective among its points up to a second objective. Keeps its buffers.</summary>
internal sealed class PrefixMinima
{
    private readonly KeySorter _sorter = new();
    private readonly List<double[]> _trees = [];
    private double[] _seconds = []; // all second objectives of the set, ascending
    private int[] _places = [];
    private int _count;
    private int _used;

    /// <summary>Forgets everything: another set of points.</summary>
    public void Begin() => (_count, _used) = (0, 0);

    /// <summary>A new, empty one; its number.</summary>
    /// <param name="points">[n × 3]: every point that may be put in, of whatever front.</param>
    public int Add(ReadOnlySpan<double> points)
    {
        if (_count == 0)
        {
            Learn(points);
        }

        if (_used == _trees.Count)
        {
            _trees.Add([]);
        }

        if (_trees[_used].Length <= _count)
        {
            _trees[_used] = new double[_count + 1];
        }

        Array.Fill(_trees[_used], double.PositiveInfinity);
        return _used++;
    }

    /// <summary>The smallest third objective of its points with at most this second one; infinite where there is none.</summary>
    public double Least(int tree, double second)
    {
        var minima = _trees[tree];
        var least = double.PositiveInfinity;
        for (var place = Ascending.CountUpTo(_seconds.AsSpan(0, _count), second); place > 0; place &= place - 1)
        {
            least = Math.Min(least, minima[place]);
        }

        return least;
    }

    /// <summary>Puts a point in.</summary>
    public void Lower(int tree, double second, double third)
    {
        var minima = _trees[tree];
        for (var place = Ascending.CountBelow(_seconds.AsSpan(0, _count), second) + 1; place <= _count; place += place & -place)
        {
            minima[place] = Math.Min(minima[place], third);
        }
    }

    private void Learn(ReadOnlySpan<double> points)
    {
        _count = points.Length / 3;
        if (_seconds.Length < _count)
        {
            (_seconds, _places) = (new double[_count], new int[_count]);
        }

        for (var index = 0; index < _count; index++)
        {
            (_seconds[index], _places[index]) = (points[(index * 3) + 1], index);
        }

        _sorter.Sort(_seconds.AsSpan(0, _count), _places.AsSpan(0, _count));
    }
}
