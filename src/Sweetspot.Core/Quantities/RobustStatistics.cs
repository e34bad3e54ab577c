namespace Sweetspot.Core;

/// <summary>Statistics that a few slow runs do not move.</summary>
public static class RobustStatistics
{
    /// <summary>The middle value; the mean of the two middle ones where their number is even.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Median(double[] values) => Quantile(values, 0.5);

    /// <summary>The value below which a share of all lie, interpolated between neighbours (Hyndman and Fan 1996, type 7).</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Quantile(double[] values, double share)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("there are no values", nameof(values));
        }

        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Standard error of the median: 1.253 × the robust deviation (1.4826 × median absolute deviation) / √n.</summary>
    public static double ErrorOfMedian(double[] values)
    {
        var median = Median(values);
        var deviation = 1.4826 * Median([.. values.Select(value => Math.Abs(value - median))]);
        return 1.2533 * deviation / Math.Sqrt(values.Length);
    }
}
