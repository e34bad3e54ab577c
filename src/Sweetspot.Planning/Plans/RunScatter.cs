namespace Sweetspot.Planning;

/// <summary>What the scatter of single runs adds to the uncertainty of a law.</summary>
internal static class RunScatter
{
    private const int Deviates = 100; // the third from each end stands at 2.5 %
    private static readonly double[] s_deviates = [.. Enumerable.Range(0, Deviates).Select(place => Normal((place + 0.5) / Deviates))];

    /// <summary>Where one run should lie at 95 %.</summary>
    /// <param name="expected">What the resamples of a law expect.</param>
    /// <param name="scatter">Standard deviation of ln seen over expected, taken as normal.</param>
    /// <remarks>Each resample is met with the same deviates, evenly spread, so that no chance moves the answer and none makes one run surer than the law.</remarks>
    public static Interval? Interval(double[] expected, double scatter) =>
        Planning.Interval.Of(expected.SelectMany(_ => s_deviates, (value, deviate) => value * Math.Exp(scatter * deviate)));

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
