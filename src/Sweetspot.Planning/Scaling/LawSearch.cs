namespace Sweetspot.Planning;

/// <summary>Finds the best point of a set of runs from many starts.</summary>
internal static class LawSearch
{
    private static readonly double[] s_exponents = [0.15, 0.35, 0.8];
    private static readonly double[] s_floors = [0.02, 0.3, 0.5, 0.7, 0.85, 0.95];
    private static readonly double[] s_splits = [0.2, 0.5, 0.8];

    /// <summary>The best point found, its value (of the scaled objective), and how many starts ended within 0.1 % of it.</summary>
    public static (double[] Point, double Value, int Starts, int Agreeing) Run(CentredRuns runs, double delta)
    {
        var ones = Enumerable.Repeat(1.0, runs.Size.Length).ToArray();
        var points = Starts(runs).ToArray();
        var values = new double[points.Length];
        Parallel.For(
            0,
            points.Length,
            () => Prepare(runs, ones, delta),
            (start, _, minimizer) =>
            {
                values[start] = minimizer.Minimize(points[start]);
                return minimizer;
            },
            _ => { });
        var best = Enumerable.Range(0, points.Length).Where(start => double.IsFinite(values[start])).MinBy(start => values[start]);
        var agreeing = values.Count(value => value <= (values[best] * 1.001) + 1e-9);
        return (points[best], values[best], points.Length, agreeing);
    }

    private static HuberMinimizer Prepare(CentredRuns runs, double[] ones, double delta)
    {
        var objective = new HuberObjective(ones.Length, delta);
        objective.Load(runs.Size, runs.Data, runs.Loss, ones);
        return new HuberMinimizer(objective);
    }

    /// <summary>3 × 3 exponents, 6 floors below the least loss, 3 ways to share the rest; and the least-squares answer.</summary>
    private static IEnumerable<double[]> Starts(CentredRuns runs)
    {
        var least = Math.Exp(runs.Loss.Min());
        var grid =
            from alpha in s_exponents
            from beta in s_exponents
            from floor in s_floors
            from split in s_splits
            let rest = 1 - (floor * least)
            select new[] { Math.Log(rest * split), Math.Log(rest * (1 - split)), Math.Log(floor * least), alpha, beta };
        return grid.Append(runs.PointOf(LeastSquaresFit.Fit(runs.Runs).Law));
    }
}
