namespace Sweetspot.Core;

/// <summary>
/// How much hypervolume a point of uncertain, independent objectives, each a mixture of normals, is expected to add to a front: exact for any number of objectives. All are minimised.
/// </summary>
/// <remarks>
/// What the front leaves free below the reference is cut into boxes, a slice of the last objective at a time. In each box the expected volume is a
/// product of one factor per objective (Yang et al. 2019, doi:10.1007/s10898-019-00798-7), which needs the expectation of (c − Y)⁺ at the edges only.
/// </remarks>
internal sealed class ExpectedImprovement
{
    private const int MostOnStack = 512;

    private readonly double[][] _edges; // of each objective, ascending; the first is minus infinity
    private readonly int[] _starts; // of each objective, the place of its first edge among all
    private readonly int[] _boxes; // of each box and objective, the places of its lower and its upper edge among all

    /// <summary>Cuts the space.</summary>
    /// <param name="front">Points; those that are not better than the reference everywhere do not count.</param>
    /// <param name="reference">Worst values that count.</param>
    public ExpectedImprovement(IEnumerable<double[]> front, double[] reference)
    {
        var inside = front.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second)).ToList();
        _edges = [.. reference.Select((worst, objective) => (double[])[double.NegativeInfinity, .. inside.Select(point => point[objective]).Distinct().Order(), worst])];
        var places = inside.Select(point => point.Select((value, objective) => Array.BinarySearch(_edges[objective], value)).ToArray()).ToList();
        _starts = [.. _edges.Select((_, objective) => _edges.Take(objective).Sum(edges => edges.Length))];
        var boxes = new List<int>();
        Cut(boxes, places, reference.Length - 1, new int[reference.Length], new int[reference.Length]);
        _boxes = [.. boxes];
    }

    /// <summary>The expected gain at a point.</summary>
    /// <param name="point">Of each objective a mixture.</param>
    public double Of(ReadOnlySpan<Expected[]> point)
    {
        var count = _starts[^1] + _edges[^1].Length;
        var below = count <= MostOnStack ? stackalloc double[count] : new double[count]; // E (edge − Y)⁺
        for (var objective = 0; objective < _edges.Length; objective++)
        {
            var (edges, start) = (_edges[objective], _starts[objective]);
            below[start] = 0;
            for (var edge = 1; edge < edges.Length; edge++)
            {
                var sum = 0.0;
                foreach (var (weight, mean, deviation) in point[objective])
                {
                    sum += weight * Shortfall(edges[edge], mean, deviation);
                }

                below[start + edge] = sum;
            }
        }

        var gain = 0.0;
        for (var box = 0; box < _boxes.Length; box += 2 * _edges.Length)
        {
            var product = 1.0;
            for (var side = box; side < box + (2 * _edges.Length) && product > 0; side += 2)
            {
                product *= below[_boxes[side + 1]] - below[_boxes[side]];
            }

            gain += product;
        }

        return gain;
    }

    /// <summary>E (limit − Y)⁺ of a normal Y.</summary>
    public static double Shortfall(double limit, double mean, double deviation)
    {
        var gap = limit - mean;
        if (deviation <= 1e-12 || Math.Abs(gap) > 8 * deviation)
        {
            return Math.Max(0, gap);
        }

        var z = gap / deviation;
        return Math.Max(0, (gap * Normal.Below(z)) + (deviation * Normal.Density(z)));
    }

    /// <summary>Cuts what no point dominates, by slices of an objective between the values that occur.</summary>
    private void Cut(List<int> boxes, List<int[]> points, int objective, int[] low, int[] high)
    {
        if (objective == 0)
        {
            (low[0], high[0]) = (0, points.Count == 0 ? _edges[0].Length - 1 : points.Min(point => point[0]));
            for (var side = 0; side < low.Length; side++)
            {
                boxes.Add(_starts[side] + low[side]);
                boxes.Add(_starts[side] + high[side]);
            }

            return;
        }

        int[] starts = [0, .. points.Select(point => point[objective]).Distinct().Order()];
        for (var slice = 0; slice < starts.Length; slice++)
        {
            (low[objective], high[objective]) = (starts[slice], slice + 1 < starts.Length ? starts[slice + 1] : _edges[objective].Length - 1);
            Cut(boxes, points.FindAll(point => point[objective] <= starts[slice] && starts[slice] > 0), objective - 1, low, high);
        }
    }
}
