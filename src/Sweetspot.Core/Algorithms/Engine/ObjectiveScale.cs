namespace Sweetspot.Core;

/// <summary>Brings objectives of different units to one scale: 0 at the ideal point, 1 where the plane through the extreme points cuts each axis.</summary>
/// <remarks>Deb and Jain 2014, §IV.C. Where there is no such plane, 1 is the worst value of the first front. The ideal and the extreme points are remembered.</remarks>
internal sealed class ObjectiveScale(int objectives)
{
    private const double Tiny = 1e-10;
    private const double OtherAxis = 1e6;

    private readonly double[] _ideal = Filled(objectives, double.PositiveInfinity);
    private readonly double[] _extremes = Filled(objectives * objectives, double.PositiveInfinity);
    private readonly double[] _worst = new double[objectives];
    private readonly double[] _widths = new double[objectives];
    private readonly double[] _system = new double[objectives * (objectives + 1)];

    /// <summary>Learns from the points that matter.</summary>
    /// <param name="points">All points, row-major.</param>
    /// <param name="before">Those of the fronts that fit.</param>
    /// <param name="front">Those of the front that does not.</param>
    public void Learn(ReadOnlySpan<double> points, ReadOnlySpan<int> before, ReadOnlySpan<int> front)
    {
        Array.Fill(_worst, double.NegativeInfinity);
        Widen(points, before);
        Widen(points, front);
        for (var axis = 0; axis < objectives; axis++)
        {
            FindExtreme(points, before, axis);
            FindExtreme(points, front, axis);
        }

        if (!Intercept())
        {
            for (var axis = 0; axis < objectives; axis++)
            {
                _widths[axis] = Math.Max(_worst[axis] - _ideal[axis], Tiny);
            }
        }
    }

    /// <summary>Scales a point.</summary>
    public void Scale(ReadOnlySpan<double> point, Span<double> scaled)
    {
        for (var axis = 0; axis < objectives; axis++)
        {
            scaled[axis] = (point[axis] - _ideal[axis]) / _widths[axis];
        }
    }

    private static double[] Filled(int count, double value)
    {
        var filled = new double[count];
        Array.Fill(filled, value);
        return filled;
    }

    private void Widen(ReadOnlySpan<double> points, ReadOnlySpan<int> members)
    {
        foreach (var member in members)
        {
            for (var axis = 0; axis < objectives; axis++)
            {
                var value = points[(member * objectives) + axis];
                _ideal[axis] = Math.Min(_ideal[axis], value);
                _worst[axis] = Math.Max(_worst[axis], value);
            }
        }
    }

    private void FindExtreme(ReadOnlySpan<double> points, ReadOnlySpan<int> members, int axis)
    {
        var extreme = _extremes.AsSpan(axis * objectives, objectives);
        var best = Achievement(extreme, axis);
        foreach (var member in members)
        {
            var point = points.Slice(member * objectives, objectives);
            if (Achievement(point, axis) is var achieved && achieved < best)
            {
                best = achieved;
                point.CopyTo(extreme);
            }
        }
    }

    /// <summary>How near a point lies to an axis: the largest of its objectives, all but that axis weighted heavily.</summary>
    private double Achievement(ReadOnlySpan<double> point, int axis)
    {
        var largest = double.NegativeInfinity;
        for (var other = 0; other < objectives; other++)
        {
            largest = Math.Max(largest, (point[other] - _ideal[other]) * (other == axis ? 1 : OtherAxis));
        }

        return largest;
    }

    /// <summary>Where the plane through the extreme points cuts the axes; false where there is none, or a cut is not beyond the ideal.</summary>
    private bool Intercept()
    {
        var width = objectives + 1;
        for (var row = 0; row < objectives; row++)
        {
            for (var axis = 0; axis < objectives; axis++)
            {
                _system[(row * width) + axis] = _extremes[(row * objectives) + axis] - _ideal[axis];
            }

            _system[(row * width) + objectives] = 1;
        }

        if (!Eliminate(width))
        {
            return false;
        }

        for (var axis = 0; axis < objectives; axis++)
        {
            var cut = 1 / (_system[(axis * width) + objectives] / _system[(axis * width) + axis]);
            if (!(cut > Tiny) || !double.IsFinite(cut))
            {
                return false;
            }

            _widths[axis] = cut;
        }

        return true;
    }

    /// <summary>Gauss and Jordan, with the largest pivot of each column.</summary>
    private bool Eliminate(int width)
    {
        for (var column = 0; column < objectives; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < objectives; row++)
            {
                pivot = Math.Abs(_system[(row * width) + column]) > Math.Abs(_system[(pivot * width) + column]) ? row : pivot;
            }

            if (!(Math.Abs(_system[(pivot * width) + column]) > Tiny))
            {
                return false;
            }

            for (var place = 0; place < width; place++)
            {
                (_system[(pivot * width) + place], _system[(column * width) + place]) = (_system[(column * width) + place], _system[(pivot * width) + place]);
            }

            for (var row = 0; row < objectives; row++)
            {
                var factor = row == column ? 0 : _system[(row * width) + column] / _system[(column * width) + column];
                for (var place = column; factor != 0 && place < width; place++)
                {
                    _system[(row * width) + place] -= factor * _system[(column * width) + place];
                }
            }
        }

        return true;
    }
}
