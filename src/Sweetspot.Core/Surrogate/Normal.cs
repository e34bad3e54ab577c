namespace Sweetspot.Core;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>Density.</summary>
    public static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);

    /// <summary>Probability of at most <paramref name="z"/>, to 1.2e-7 (error function: Chebyshev fit, Numerical Recipes, 2nd edition, section 6.2).</summary>
    public static double Below(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        ReadOnlySpan<double> fit = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var polynomial = 0.0;
        for (var power = fit.Length - 1; power >= 0; power--)
        {
            polynomial = (polynomial * t) + fit[power];
        }

        var beyond = t * Math.Exp(polynomial - (x * x)) / 2;
        return z > 0 ? 1 - beyond : beyond;
    }
}
