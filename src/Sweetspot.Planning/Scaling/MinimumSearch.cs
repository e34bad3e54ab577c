namespace Sweetspot.Planning;

/// <summary>The minimum of a function of one variable: a grid, then the golden section (Kiefer 1953).</summary>
internal static class MinimumSearch
{
    private const int GridSteps = 400;
    private const int Sections = 90;

    /// <summary>Where the function is least between two ends; infinite values are never chosen.</summary>
    public static double Find(Func<double, double> function, double low, double high)
    {
        var width = (high - low) / GridSteps;
        var best = Enumerable.Range(0, GridSteps + 1).MinBy(step => Value(low + (step * width)));
        var (left, right) = (low + (Math.Max(best - 1, 0) * width), low + (Math.Min(best + 1, GridSteps) * width));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        for (var section = 0; section < Sections; section++)
        {
            var (one, other) = (right - (ratio * (right - left)), left + (ratio * (right - left)));
            (left, right) = Value(one) < Value(other) ? (left, other) : (one, right);
        }

        return (left + right) / 2;

        double Value(double at) => function(at) is var value && double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
