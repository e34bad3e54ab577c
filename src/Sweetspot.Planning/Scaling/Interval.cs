namespace Sweetspot.Planning;

/// <summary>A range that should hold a value, at 95 % unless said otherwise.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies within, give or take rounding.</summary>
    public bool Holds(double value) => value >= Low - (1e-9 * Math.Abs(Low)) && value <= High + (1e-9 * Math.Abs(High));

    /// <summary>The middle 95 % of values (Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566, type 7); NaN at both ends where there are none.</summary>
    public static Interval Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? new Interval(double.NaN, double.NaN) : new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
