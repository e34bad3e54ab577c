namespace Sweetspot.Core;

/// <summary>Comparisons of points in a flat, row-major array; all objectives minimised.</summary>
internal static class Points
{
    /// <summary>Number of points, after checking shape and values.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="objectives"/>, or a value is not finite.</exception>
    public static int Count(ReadOnlySpan<double> points, int objectives)
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

        return points.Length / objectives;
    }

    /// <summary>Whether <paramref name="left"/> is nowhere worse than <paramref name="right"/>; equal points are.</summary>
    public static bool IsNowhereWorse(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
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

    /// <summary>Whether both points have the same values.</summary>
    public static bool AreEqual(ReadOnlySpan<double> points, int objectives, int left, int right)
    {
        for (int objective = 0, l = left * objectives, r = right * objectives; objective < objectives; objective++, l++, r++)
        {
            if (points[l] != points[r])
            {
                return false;
            }
        }

        return true;
    }
}
