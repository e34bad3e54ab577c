using System.Numerics;

namespace Sweetspot.Core;

/// <summary>Points that fill a box evenly whatever their number (Sobol 1967), with a random digital shift.</summary>
/// <remarks>
/// Gray-code order (Antonov and Saleev 1979). Primitive polynomials and initial direction numbers of Joe and Kuo 2008, doi:10.1137/070709359, for 21 coordinates;
/// further coordinates are drawn at random.
/// </remarks>
internal sealed class SobolSequence
{
    private const int Bits = 32;

    // Degree, polynomial without its ends, initial numbers; of the second coordinate on.
    private static readonly (int Degree, uint Polynomial, uint[] Initial)[] Table =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]),
        (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]),
        (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]), (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]), (6, 22, [1, 3, 1, 15, 13, 25]),
        (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]), (7, 4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private readonly uint[][] _directions;
    private readonly uint[] _state;
    private readonly RandomStream _random;
    private uint _count;

    /// <summary>Starts one of so many coordinates.</summary>
    public SobolSequence(int coordinates, RandomStream random)
    {
        _directions = [.. Enumerable.Range(0, Math.Min(coordinates, Table.Length + 1)).Select(Directions)];
        _random = random;
        _state = new uint[coordinates];
        for (var coordinate = 0; coordinate < _directions.Length; coordinate++)
        {
            _state[coordinate] = (uint)random.NextUInt64(); // the shift
        }
    }

    /// <summary>The next point, each coordinate in [0, 1).</summary>
    public double[] Next()
    {
        var point = new double[_state.Length];
        for (var coordinate = 0; coordinate < point.Length; coordinate++)
        {
            point[coordinate] = coordinate < _directions.Length ? _state[coordinate] / 4294967296.0 : _random.NextDouble();
        }

        var changed = BitOperations.TrailingZeroCount(~_count++);
        for (var coordinate = 0; coordinate < _directions.Length && changed < Bits; coordinate++)
        {
            _state[coordinate] ^= _directions[coordinate][changed];
        }

        return point;
    }

    private static uint[] Directions(int coordinate)
    {
        var directions = new uint[Bits];
        if (coordinate == 0)
        {
            return [.. directions.Select((_, bit) => 1u << (Bits - 1 - bit))];
        }

        var (degree, polynomial, initial) = Table[coordinate - 1];
        for (var bit = 0; bit < Bits; bit++)
        {
            directions[bit] = bit < degree ? initial[bit] << (Bits - 1 - bit) : Recurrence(directions, bit, degree, polynomial);
        }

        return directions;
    }

    private static uint Recurrence(uint[] directions, int bit, int degree, uint polynomial)
    {
        var direction = directions[bit - degree] ^ (directions[bit - degree] >> degree);
        for (var term = 1; term < degree; term++)
        {
            direction ^= (polynomial >> (degree - 1 - term) & 1) * directions[bit - term];
        }

        return direction;
    }
}
