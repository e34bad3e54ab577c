using System.Runtime.InteropServices;

namespace Sweetspot.Core;

/// <summary>Exact volume that a set of points dominates, up to a reference point. All objectives are minimised.</summary>
/// <remarks>
/// One objective: a difference. Two and three: a sweep, O(n log n) and O(n²) at worst. More: WFG (While, Bradstreet and Barone 2012,
/// doi:10.1109/TEVC.2010.2077298). Points that are not better than the reference everywhere add nothing.
/// </remarks>
public static class Hypervolume
{
    /// <summary>The volume; 0 for no points.</summary>
    /// <param name="points">[n × objectives], row-major; finite.</param>
    /// <param name="reference">The reference point; its length is the number of objectives.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of objectives, or a value is not finite.</exception>
    public static double Of(ReadOnlySpan<double> points, ReadOnlySpan<double> reference)
    {
        var objectives = reference.Length;
        _ = Points.Checked(reference, objectives);
        var flat = Points.Checked(points, objectives);
        var limit = reference.ToArray();
        var inside = new List<double[]>();
        for (var start = 0; start < flat.Length; start += objectives)
        {
            var point = flat[start..(start + objectives)];
            if (point.Zip(limit).All(pair => pair.First < pair.Second))
            {
                inside.Add(point);
            }
        }

        return OfInside(inside, limit);
    }

    private static double OfInside(List<double[]> points, double[] reference) => (points.Count, reference.Length) switch
    {
        (0, _) => 0,
        (1, _) => Box(points[0], reference),
        (_, 1) => reference[0] - points.Min(point => point[0]),
        (_, 2) => Area(points, reference),
        (_, 3) => Volume(points, reference),
        _ => Wfg(points, reference),
    };

    private static double Box(double[] point, double[] reference)
    {
        var volume = 1.0;
        for (var objective = 0; objective < reference.Length; objective++)
        {
            volume *= reference[objective] - point[objective];
        }

        return volume;
    }

    private static double Area(List<double[]> points, double[] reference)
    {
        points.Sort((left, right) => left[0].CompareTo(right[0]));
        var (area, lowest) = (0.0, reference[1]);
        foreach (var point in points)
        {
            if (point[1] < lowest)
            {
                area += (reference[0] - point[0]) * (lowest - point[1]);
                lowest = point[1];
            }
        }

        return area;
    }

    /// <summary>Sweeps the third objective; the points below it form a staircase whose area grows as points are put in.</summary>
    private static double Volume(List<double[]> points, double[] reference)
    {
        points.Sort((left, right) => left[2].CompareTo(right[2]));
        var stairs = new Staircase(reference[0], reference[1]);
        var volume = 0.0;
        for (var index = 0; index < points.Count; index++)
        {
            stairs.Add(points[index][0], points[index][1]);
            var next = index + 1 < points.Count ? points[index + 1][2] : reference[2];
            volume += stairs.Area * (next - points[index][2]);
        }

        return volume;
    }

    /// <summary>The sum over points of what each adds to those after it.</summary>
    private static double Wfg(List<double[]> points, double[] reference)
    {
        points.Sort((left, right) => right[^1].CompareTo(left[^1])); // worst last objective first: its limited set shrinks fastest
        var volume = 0.0;
        for (var index = 0; index < points.Count; index++)
        {
            var limited = Limited(CollectionsMarshal.AsSpan(points)[(index + 1)..], points[index]);
            volume += Box(points[index], reference) - OfInside(limited, reference);
        }

        return volume;
    }

    /// <summary>The non-dominated ones of <paramref name="others"/>, each made no better than <paramref name="point"/>.</summary>
    private static List<double[]> Limited(ReadOnlySpan<double[]> others, double[] point)
    {
        var kept = new List<double[]>(others.Length);
        foreach (var other in others)
        {
            var limited = new double[point.Length];
            for (var objective = 0; objective < limited.Length; objective++)
            {
                limited[objective] = Math.Max(other[objective], point[objective]);
            }

            if (!kept.Exists(member => IsNowhereWorse(member, limited)))
            {
                kept.RemoveAll(member => IsNowhereWorse(limited, member));
                kept.Add(limited);
            }
        }

        return kept;
    }

    private static bool IsNowhereWorse(double[] left, double[] right)
    {
        for (var objective = 0; objective < left.Length; objective++)
        {
            if (left[objective] > right[objective])
            {
                return false;
            }
        }

        return true;
    }
}
