namespace Sweetspot.Core;

/// <summary>Comparisons of points in a flat, row-major array; all objectives minimised.</summary>
internal static class Points
{
    /// <summary>A copy, after checking shape and values.</summary>
    public static double[] Checked(ReadOnlySpan<double> points, int objectives)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(objectives, 1);
        if (points.Length % objectives != 0)
        {
            throw new ArgumentException($"{points.Length} values are no whole number of points of {objectives} objectives", nameof(points));
        }

        foreach (var value in points)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"a point has the value {value}; leave such points out", nameof(points));
            }
        }

        return points.ToArray();
    }

    /// <summary>Indices by first objective, then second, …, then index.</summary>
    public static int[] LexicographicOrder(double[] points, int objectives)
    {
        var firsts = new double[points.Length / objectives];
        var order = new int[firsts.Length];
        for (var index = 0; index < order.Length; index++)
        {
            (firsts[index], order[index]) = (points[index * objectives], index);
        }

        Array.Sort(firsts, order); // doubles sort fast; ties of the first objective are put right below
        var comparer = Comparer<int>.Create((left, right) => Compare(points, objectives, left, right));
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && firsts[end] == firsts[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(order, start, end - start, comparer);
            }
        }

        return order;
    }

    /// <summary>Whether point <paramref name="left"/> is nowhere worse than <paramref name="right"/> and somewhere better.</summary>
    public static bool Dominates(double[] points, int objectives, int left, int right)
    {
        var isBetter = false;
        for (int objective = 0, l = left * objectives, r = right * objectives; objective < objectives; objective++, l++, r++)
        {
            if (points[l] > points[r])
            {
                return false;
            }

            isBetter |= points[l] < points[r];
        }

        return isBetter;
    }

    /// <summary>Whether both points have the same values.</summary>
    public static bool AreEqual(double[] points, int objectives, int left, int right) =>
        points.AsSpan(left * objectives, objectives).SequenceEqual(points.AsSpan(right * objectives, objectives));

    private static int Compare(double[] points, int objectives, int left, int right)
    {
        for (var objective = 0; objective < objectives; objective++)
        {
            var order = points[left * objectives + objective].CompareTo(points[right * objectives + objective]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.CompareTo(right);
    }
}
