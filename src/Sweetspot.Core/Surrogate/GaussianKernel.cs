using System.Runtime.Intrinsics;

namespace Sweetspot.Core;

/// <summary>How alike a quantity is at two points: squared-exponential over the coordinates together, beside a share of main effects, a sum over coordinates, each by itself.</summary>
/// <remarks>A coordinate lies in 0..1, or is NaN where it does not apply; two that do not both apply, or differ by more, are 1 apart.</remarks>
internal sealed class GaussianKernel
{
    private const double MainEffect = 9; // values at both ends of a coordinate have a correlation of a tenth
    private const double Absent = 1e6; // of a coordinate that does not apply: as far from all others as can be

    private readonly double[] _weights; // of each coordinate; padded
    private readonly bool[] _isSeen; // each coordinate
    private readonly int _seen; // how many are
    private readonly double _share;

    /// <summary>Makes one.</summary>
    /// <param name="weights">A weight for each group of coordinates; what follows is not read.</param>
    /// <param name="groups">Of each coordinate, which weight it has; −1 where it is not seen.</param>
    /// <param name="share">Share of main effects.</param>
    public GaussianKernel(double[] weights, IReadOnlyList<int> groups, double share)
    {
        _isSeen = [.. groups.Select(group => group >= 0)];
        (_seen, _share) = (_isSeen.Count(one => one), share);
        _weights = Place([.. groups.Select(group => group < 0 ? 0 : weights[group])]);
    }

    /// <summary>Squared distance of two values of a coordinate, at most 1.</summary>
    public static double SquaredApart(double one, double other)
    {
        var apart = Math.Abs(one - other);
        return apart <= 1 ? apart * apart : double.IsNaN(one) && double.IsNaN(other) ? 0 : 1;
    }

    /// <summary>How alike two values of a coordinate are by themselves, from their <see cref="SquaredApart(double, double)"/>.</summary>
    public static double Effect(double squaredApart) => 1 / (1 + (MainEffect * squaredApart));

    /// <summary>A point as the others here want it: in whole vectors, without NaN, and the same wherever it is not seen.</summary>
    public double[] Place(double[] point)
    {
        var place = new double[(point.Length + 3) / 4 * 4];
        for (var i = 0; i < point.Length; i++)
        {
            place[i] = !_isSeen[i] ? 0 : double.IsNaN(point[i]) ? Absent : point[i];
        }

        return place;
    }

    /// <summary>How alike two places are, up to 1.</summary>
    public double Of(double[] one, double[] other)
    {
        var distances = Vector256<double>.Zero;
        for (var i = 0; i < one.Length; i += 4)
        {
            distances += Vector256.Create(_weights, i) * SquaredApart(one, other, i);
        }

        var whole = Math.Exp(-Vector256.Sum(distances));
        if (_share == 0 || _seen == 0)
        {
            return whole;
        }

        var effects = Vector256<double>.Zero;
        for (var i = 0; i < one.Length; i += 4)
        {
            effects += Effect(SquaredApart(one, other, i));
        }

        return ((1 - _share) * whole) + (_share * (Vector256.Sum(effects) - (one.Length - _seen)) / _seen);
    }

    /// <summary>How alike a place and the first of some others are, as many as there is room for.</summary>
    public void Of(KernelPoints others, double[] place, Span<double> alike)
    {
        Distances(others, place, alike);
        for (var i = 0; i < alike.Length; i++)
        {
            alike[i] = Math.Exp(-alike[i]);
        }

        for (var at = 0; at < alike.Length && _share > 0 && _seen > 0; at += 4)
        {
            var effects = Vector256.Create((double)(_seen - place.Length));
            for (var i = 0; i < place.Length; i++)
            {
                effects += Effect(SquaredApart(others, at, place, i));
            }

            for (var lane = 0; lane < Math.Min(4, alike.Length - at); lane++)
            {
                alike[at + lane] = ((1 - _share) * alike[at + lane]) + (_share * effects[lane] / _seen);
            }
        }
    }

    /// <summary>Weighed squared distances of a place to the first of some others, as many as there is room for.</summary>
    public void Distances(KernelPoints others, double[] place, Span<double> distances)
    {
        for (var at = 0; at < distances.Length; at += 4)
        {
            var sums = Vector256<double>.Zero;
            for (var i = 0; i < place.Length; i++)
            {
                sums += _weights[i] * SquaredApart(others, at, place, i);
            }

            for (var lane = 0; lane < Math.Min(4, distances.Length - at); lane++)
            {
                distances[at + lane] = sums[lane];
            }
        }
    }

    private static Vector256<double> Effect(Vector256<double> squaredApart) => Vector256<double>.One / (Vector256<double>.One + (MainEffect * squaredApart));

    private static Vector256<double> SquaredApart(double[] one, double[] other, int at)
    {
        var apart = Vector256.Create(one, at) - Vector256.Create(other, at);
        return Vector256.Min(apart * apart, Vector256<double>.One);
    }

    private static Vector256<double> SquaredApart(KernelPoints others, int at, double[] place, int coordinate)
    {
        var apart = others.Four(at, coordinate) - Vector256.Create(place[coordinate]);
        return Vector256.Min(apart * apart, Vector256<double>.One);
    }
}
