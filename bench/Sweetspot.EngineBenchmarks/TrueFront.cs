namespace Sweetspot.EngineBenchmarks;

/// <summary>Points of the true fronts of the test problems, evenly along an objective or a direction, and how near a population comes to them.</summary>
internal static class TrueFront
{
    private const int Points = 500;
    private const int Divisions = 30;

    /// <summary>Mean Euclidean distance from the points of the front to the nearest of a population (inverted generational distance).</summary>
    public static double Distance(string problem, ReadOnlySpan<double> population)
    {
        var (sum, front) = (0.0, Of(problem));
        foreach (var point in front)
        {
            var least = double.PositiveInfinity;
            for (var start = 0; start < population.Length; start += point.Length)
            {
                var squared = 0.0;
                for (var objective = 0; objective < point.Length; objective++)
                {
                    squared += Math.Pow(population[start + objective] - point[objective], 2);
                }

                least = Math.Min(least, squared);
            }

            sum += Math.Sqrt(least);
        }

        return sum / front.Count;
    }

    private static List<double[]> Of(string problem) => problem switch
    {
        "ZDT1" or "ZDT4" => Curve(0, first => 1 - Math.Sqrt(first)),
        "ZDT2" => Curve(0, first => 1 - (first * first)),
        "ZDT3" => Lowest(Curve(0, first => 1 - Math.Sqrt(first) - (first * Math.Sin(10 * Math.PI * first)))),
        "ZDT6" => Curve(0.2807753191, first => 1 - (first * first)),
        "DTLZ2" => Sphere(),
        _ => throw new ArgumentException($"the front of {problem} is not known", nameof(problem)),
    };

    private static List<double[]> Curve(double least, Func<double, double> second) =>
        [.. Enumerable.Range(0, Points).Select(index => least + ((1 - least) * index / (Points - 1))).Select(first => new[] { first, second(first) })];

    /// <summary>Of a curve, what is not dominated: lower than all before.</summary>
    private static List<double[]> Lowest(List<double[]> curve)
    {
        var (lowest, kept) = (double.PositiveInfinity, new List<double[]>());
        foreach (var point in curve.Where(point => point[1] < lowest))
        {
            lowest = point[1];
            kept.Add(point);
        }

        return kept;
    }

    private static List<double[]> Sphere()
    {
        var directions = from first in Enumerable.Range(0, Divisions + 1)
                         from second in Enumerable.Range(0, Divisions + 1 - first)
                         select new double[] { first, second, Divisions - first - second };
        return [.. directions.Select(direction => direction.Select(part => part / Math.Sqrt(direction.Sum(other => other * other))).ToArray())];
    }
}
