using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Sets positive constants by least squares on logarithms, in which an outlier counts by its size instead of its square.</summary>
internal static class LogFit
{
    /// <summary>Residuals beyond this, as a share, count by their size.</summary>
    private const double Scale = 0.1;

    /// <summary>The constants nearest to the measurements.</summary>
    /// <param name="start">Where to begin; all above 0.</param>
    /// <param name="ratios">Predicted over measured of every row, for given constants.</param>
    public static double[] Fit(double[] start, Func<double[], IEnumerable<double>> ratios)
    {
        var point = NelderMead.Minimize(
            logs => ratios([.. logs.Select(log => Math.Exp(log))]).Sum(ratio => Math.Sqrt(1 + Math.Pow(Math.Log(ratio) / Scale, 2)) - 1), [.. start.Select(value => Math.Log(value))], 0.2);
        return [.. point.Select(log => Math.Exp(log))];
    }
}
