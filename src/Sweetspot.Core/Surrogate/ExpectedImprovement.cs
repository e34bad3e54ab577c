namespace Sweetspot.Core;

/// <summary>
/// How much hypervolume a point of uncertain, independent objectives, each a mixture of normals, is expected to add to a front: exact for any number of objectives. All are minimised.
/// </summary>
/// <remarks>
/// What the front leaves free below the reference is cut into boxes, with three objectives at most two a point. In each box the expected volume is a
/// product of one factor per objective (Yang et al. 2019, doi:10.1007/s10898-019-00798-7), which needs the expectation of (c − Y)⁺ at the edges only.
/// </remarks>
internal sealed class ExpectedImprovement
{
    private const int MostOnStack = 2048;

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

    /// <summary>Cuts what no point dominates: by slices of the last objective between the values that occur, down to three objectives, which are swept.</summary>
    private void Cut(List<int> boxes, List<int[]> points, int objective, int[] low, int[] high)
    {
        if (objective == 2)
        {
            Sweep(boxes, points, low, high);
            return;
        }

        if (objective == 0)
        {
            (low[0], high[0]) = (0, points.Count == 0 ? _edges[0].Length - 1 : points.Min(point => point[0]));
            Add(boxes, low, high);
            return;
        }

        int[] starts = [0, .. points.Select(point => point[objective]).Distinct().Order()];
        for (var slice = 0; slice < starts.Length; slice++)
        {
            (low[objective], high[objective]) = (starts[slice], slice + 1 < starts.Length ? starts[slice + 1] : _edges[objective].Length - 1);
            Cut(boxes, points.FindAll(point => point[objective] <= starts[slice] && starts[slice] > 0), objective - 1, low, high);
        }
    }

    /// <summary>
    /// Cuts three objectives into at most two boxes a point, and one (Yang et al. 2017, doi:10.1007/978-3-319-54157-0_46): in the order of the third, what is free of the first two are strips beside each other, each as wide as from one
    /// point of their staircase to the next and as high as the former; a point ends those that it cuts.
    /// </summary>
    private void Sweep(List<int> boxes, List<int[]> points, int[] low, int[] high)
    {
        var strips = new List<(int Left, int Height, int Since)> { (0, _edges[1].Length - 1, 0) };
        foreach (var point in points.OrderBy(point => point[2]))
        {
            var first = strips.FindLastIndex(strip => strip.Left <= point[0]);
            if (strips[first].Height <= point[1])
            {
                continue; // dominated in what is left of the third
            }

            var end = first;
            for (; end < strips.Count && strips[end].Height > point[1]; end++)
            {
                End(end, point[2]);
            }

            var (left, height, _) = strips[first];
            strips.RemoveRange(first, end - first);
            strips.Insert(first, (point[0], point[1], point[2]));
            if (left < point[0])
            {
                strips.Insert(first, (left, height, point[2]));
            }
        }

        for (var strip = 0; strip < strips.Count; strip++)
        {
            End(strip, _edges[2].Length - 1);
        }

        void End(int strip, int at)
        {
            (low[0], high[0]) = (strips[strip].Left, strip + 1 < strips.Count ? strips[strip + 1].Left : _edges[0].Length - 1);
            (low[1], high[1]) = (0, strips[strip].Height);
            (low[2], high[2]) = (strips[strip].Since, at);
            if (low[2] < high[2])
            {
                Add(boxes, low, high);
            }
        }
    }

    private void Add(List<int> boxes, int[] low, int[] high)
    {
        for (var side = 0; side < low.Length; side++)
        {
            boxes.Add(_starts[side] + low[side]);
            boxes.Add(_starts[side] + high[side]);
        }
    }
}
