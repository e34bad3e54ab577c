using System.Runtime.Intrinsics;

namespace Sweetspot.Core;

/// <summary>Places (<see cref="GaussianKernel.Place"/>) laid out coordinate by coordinate, so that four of them are compared with another at once.</summary>
internal sealed class KernelPoints
{
    private readonly double[][] _places;
    private readonly int _padded; // how many places, with some repeated up to a whole number of four
    private readonly double[] _columns; // [coordinates][padded]

    /// <summary>Lays them out.</summary>
    /// <param name="places">All of the same number of coordinates.</param>
    public KernelPoints(double[][] places)
    {
        (_places, _padded) = (places, (places.Length + 3) / 4 * 4);
        var width = places.Length > 0 ? places[0].Length : 0;
        _columns = new double[width * _padded];
        for (var column = 0; column < _columns.Length; column++)
        {
            var (coordinate, place) = (column / _padded, column % _padded);
            _columns[column] = places[Math.Min(place, places.Length - 1)][coordinate];
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _places.Length;

    /// <summary>One of them.</summary>
    public double[] this[int index] => _places[index];

    /// <summary>A coordinate of four places from one on, whose index is a multiple of four; beyond the last one it is repeated.</summary>
    public Vector256<double> Four(int index, int coordinate) => Vector256.Create<double>(_columns.AsSpan((coordinate * _padded) + index, 4));
}
