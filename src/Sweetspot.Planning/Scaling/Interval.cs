namespace Sweetspot.Planning;

/// <summary>A range that should hold a value, at 95 % unless said otherwise.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies within, give or take rounding.</summary>
    public bool Holds(double value) => value >= Low - (1e-9 * Math.Abs(Low)) && value <= High + (1e-9 * Math.Abs(High));

    /// <summary>The most that may be without an answer: as many as either end leaves outside.</summary>
    private const double MostMissing = 0.025;

    /// <summary>
    /// The middle 95 % of values (Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566, type 7); null where there are none, or more than 2.5 % are not
    /// finite: those could lie at either end, and the rest alone would be too narrow.
    /// </summary>
    public static Interval? Of(IEnumerable<double> values) =>
        Finite(values) is { } finite ? new Interval(Quantile(finite, 0.025), Quantile(finite, 0.975)) : null;

    /// <summary>The finite values in order; null where there are none, or more than 2.5 % are not finite.</summary>
    internal static double[]? Finite(IEnumerable<double> values)
    {
        var all = values.ToArray();
        double[] finite = [.. all.Where(double.IsFinite)];
        Array.Sort(finite);
        return finite.Length > 0 && all.Length - finite.Length <= MostMissing * all.Length ? finite : null;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
