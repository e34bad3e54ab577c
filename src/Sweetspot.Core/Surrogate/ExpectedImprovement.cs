namespace Sweetspot.Core;

/// <summary>
/// How much hypervolume a point of uncertain, independent, normal objectives is expected to add to a front: exact for any number of objectives. All are minimised.
/// </summary>
/// <remarks>
/// What the front leaves free below the reference is cut into boxes, a slice of the last objective at a time. In each box the expected volume is a
/// product of one factor per objective (Yang et al. 2019, doi:10.1007/s10898-019-00798-7), which needs the expectation of (c − Y)⁺ at the edges only.
/// </remarks>
internal sealed class ExpectedImprovement
{
    private readonly double[][] _edges; // of each objective, ascending; the first is minus infinity
    private readonly List<(int[] Low, int[] High)> _boxes = [];

    /// <summary>Cuts the space.</summary>
    /// <param name="front">Points; those that are not better than the reference everywhere do not count.</param>
    /// <param name="reference">Worst values that count.</param>
    public ExpectedImprovement(IEnumerable<double[]> front, double[] reference)
    {
        var inside = front.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second)).ToList();
        _edges = [.. reference.Select((worst, objective) => (double[])[double.NegativeInfinity, .. inside.Select(point => point[objective]).Distinct().Order(), worst])];
        var places = inside.Select(point => point.Select((value, objective) => Array.BinarySearch(_edges[objective], value)).ToArray()).ToList();
        Cut(places, reference.Length - 1, new int[reference.Length], new int[reference.Length]);
    }

    /// <summary>The expected gain at a point.</summary>
    public double Of(ReadOnlySpan<(double Mean, double Deviation)> point)
    {
        var below = new double[_edges.Length][]; // E (edge − Y)⁺
        for (var objective = 0; objective < _edges.Length; objective++)
        {
            below[objective] = new double[_edges[objective].Length];
            for (var edge = 1; edge < below[objective].Length; edge++)
            {
                below[objective][edge] = Shortfall(_edges[objective][edge], point[objective].Mean, point[objective].Deviation);
            }
        }

        var sum = 0.0;
        foreach (var (low, high) in _boxes)
        {
            var product = 1.0;
            for (var objective = 0; objective < low.Length && product > 0; objective++)
            {
                product *= below[objective][high[objective]] - below[objective][low[objective]];
            }

            sum += product;
        }

        return sum;
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
    private void Cut(List<int[]> points, int objective, int[] low, int[] high)
    {
        if (objective == 0)
        {
            (low[0], high[0]) = (0, points.Count == 0 ? _edges[0].Length - 1 : points.Min(point => point[0]));
            _boxes.Add(((int[])low.Clone(), (int[])high.Clone()));
            return;
        }

        int[] starts = [0, .. points.Select(point => point[objective]).Distinct().Order()];
        for (var slice = 0; slice < starts.Length; slice++)
        {
            (low[objective], high[objective]) = (starts[slice], slice + 1 < starts.Length ? starts[slice + 1] : _edges[objective].Length - 1);
            Cut(points.FindAll(point => point[objective] <= starts[slice] && starts[slice] > 0), objective - 1, low, high);
        }
    }
}
