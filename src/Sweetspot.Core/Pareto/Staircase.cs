namespace Sweetspot.Core;

/// <summary>The non-dominated points of two minimised objectives, and the area that they dominate up to a corner.</summary>
internal sealed class Staircase(double cornerX, double cornerY)
{
    private readonly List<double> _x = []; // ascending
    private readonly List<double> _y = []; // descending

    /// <summary>The dominated area.</summary>
    public double Area { get; private set; }

    /// <summary>Puts a point in; one that is dominated changes nothing.</summary>
    public void Add(double x, double y)
    {
        var found = _x.BinarySearch(x);
        var at = found >= 0 ? found : ~found;
        if ((found >= 0 && _y[at] <= y) || (at > 0 && _y[at - 1] <= y))
        {
            return;
        }

        var end = at;
        var (left, top) = (x, at > 0 ? _y[at - 1] : cornerY);
        while (end < _y.Count && _y[end] >= y)
        {
            Area += (_x[end] - left) * (top - y);
            (left, top) = (_x[end], _y[end]);
            end++;
        }

        Area += ((end < _x.Count ? _x[end] : cornerX) - left) * (top - y);
        _x.RemoveRange(at, end - at);
        _y.RemoveRange(at, end - at);
        _x.Insert(at, x);
        _y.Insert(at, y);
    }
}
