namespace Sweetspot.Core;

/// <summary>The non-dominated points of two minimised objectives, and the area that they dominate up to a corner. Keeps its buffers.</summary>
internal sealed class Staircase
{
    private double[] _x = new double[16]; // ascending
    private double[] _y = new double[16]; // descending
    private double _cornerX;
    private double _cornerY;
    private int _count;

    /// <summary>The dominated area.</summary>
    public double Area { get; private set; }

    /// <summary>Empties it.</summary>
    public void Begin(double cornerX, double cornerY) => (_cornerX, _cornerY, _count, Area) = (cornerX, cornerY, 0, 0);

    /// <summary>Puts a point in; one that is dominated changes nothing.</summary>
    public void Add(double x, double y)
    {
        var at = Ascending.CountBelow(_x.AsSpan(0, _count), x);
        if ((at < _count && _x[at] == x && _y[at] <= y) || (at > 0 && _y[at - 1] <= y))
        {
            return;
        }

        var end = at;
        var (left, top) = (x, at > 0 ? _y[at - 1] : _cornerY);
        while (end < _count && _y[end] >= y)
        {
            Area += (_x[end] - left) * (top - y);
            (left, top) = (_x[end], _y[end]);
            end++;
        }

        Area += ((end < _count ? _x[end] : _cornerX) - left) * (top - y);
        Replace(at, end, x, y);
    }

    private void Replace(int at, int end, double x, double y)
    {
        if (_count == _x.Length)
        {
            Array.Resize(ref _x, 2 * _count);
            Array.Resize(ref _y, 2 * _count);
        }

        if (end != at + 1)
        {
            Array.Copy(_x, end, _x, at + 1, _count - end);
            Array.Copy(_y, end, _y, at + 1, _count - end);
        }

        (_x[at], _y[at]) = (x, y);
        _count += 1 - (end - at);
    }
}
