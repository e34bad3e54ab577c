namespace Sweetspot.Planning;

/// <summary>What the scatter of single runs adds to the uncertainty of a law.</summary>
internal static class RunScatter
{
    private const int Deviates = 100; // the third from each end stands at 2.5 %
    private static readonly double[] s_deviates = [.. Enumerable.Range(0, Deviates).Select(place => Normal((place + 0.5) / Deviates))];

    /// <summary>Where one run should lie at 95 %.</summary>
    /// <param name="expected">What the resamples of a law expect; none below 0.</param>
    /// <param name="scatter">Standard deviation of ln seen over expected, taken as normal.</param>
    /// <remarks>Each resample is met with the same deviates, evenly spread, so that no chance moves the answer and none makes one run surer than the law.
    /// The ends are found by counting the products below a value: a plan asks for a hundred such intervals, and sorting 40,000 products for each took most of its time.</remarks>
    public static Interval? Interval(double[] expected, double scatter)
    {
        if (Planning.Interval.Finite(expected) is not { } sorted)
        {
            return null;
        }

        var factors = Array.ConvertAll(s_deviates, deviate => Math.Exp(scatter * deviate));
        return new Interval(Quantile(sorted, factors, 0.025), Quantile(sorted, factors, 0.975));
    }

    /// <summary>The quantile of all products of two sorted lists, as <see cref="Planning.Interval.Of"/> defines it.</summary>
    private static double Quantile(double[] values, double[] factors, double share)
    {
        var place = share * (((long)values.Length * factors.Length) - 1);
        var below = (long)place;
        var low = Smallest(values, factors, below + 1);
        return place > below ? low + ((place - below) * (Smallest(values, factors, below + 2) - low)) : low;
    }

    /// <summary>The product that so many, itself among them, do not exceed: by halving the range of all products until nothing lies between.</summary>
    private static double Smallest(double[] values, double[] factors, long rank)
    {
        var (low, high) = (values[0] * factors[0], values[^1] * factors[^1]);
        if (Count(values, factors, low) >= rank)
        {
            return low;
        }

        for (var middle = low + ((high - low) / 2); middle > low && middle < high; middle = low + ((high - low) / 2))
        {
            (low, high) = Count(values, factors, middle) >= rank ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>How many products are no larger than a limit.</summary>
    private static long Count(double[] values, double[] factors, double limit)
    {
        var (count, last) = (0L, factors.Length - 1);
        foreach (var value in values)
        {
            while (last >= 0 && value * factors[last] > limit)
            {
                last--;
            }

            count += last + 1;
        }

        return count;
    }

    /// <summary>The standard normal deviate below which a share lies, by halving of the error function's series.</summary>
    internal static double Normal(double share)
    {
        var (low, high) = (-8.0, 8.0);
        for (var step = 0; step < 50; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Share of a standard normal below a deviate: 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …).</summary>
    private static double Below(double deviate)
    {
        var (term, sum) = (deviate, deviate);
        for (var odd = 3; odd < 300 && Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
        {
            term *= deviate * deviate / odd;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-deviate * deviate / 2) / Math.Sqrt(2 * Math.PI));
    }
}
