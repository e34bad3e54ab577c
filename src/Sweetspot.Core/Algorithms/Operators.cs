namespace Sweetspot.Core;

/// <summary>The arithmetic of simulated binary crossover (Deb and Agrawal 1995) and polynomial mutation (Deb and Goyal 1996).</summary>
/// <remarks>The index η is 15: then a power of η + 1 is four squarings, and its root four square roots, which take a tenth of the time of a general power.</remarks>
internal static class Operators
{
    /// <summary>How far apart children lie in units of their parents' distance: below 1 as likely as above.</summary>
    public static double Spread(double draw) => Root(draw <= 0.5 ? 2 * draw : 1 / (2 * (1 - draw)));

    /// <summary>Another place in 0..1, likely near this one.</summary>
    public static double Polynomial(double unit, double draw)
    {
        var shift = draw < 0.5
            ? Root((2 * draw) + ((1 - (2 * draw)) * Power(1 - unit))) - 1
            : 1 - Root((2 * (1 - draw)) + (((2 * draw) - 1) * Power(unit)));
        return Math.Clamp(unit + shift, 0, 1);
    }

    private static double Power(double value)
    {
        value *= value;
        value *= value;
        value *= value;
        return value * value;
    }

    private static double Root(double value) => Math.Sqrt(Math.Sqrt(Math.Sqrt(Math.Sqrt(value))));
}
