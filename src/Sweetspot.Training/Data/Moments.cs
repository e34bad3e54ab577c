namespace Sweetspot.Training;

/// <summary>Mean, standard deviation (of the population) and skewness of numbers.</summary>
internal readonly record struct Moments(double Mean, double Deviation, double Skewness)
{
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return default;
        }

        var mean = Average(values);
        double squares = 0, cubes = 0;
        foreach (var value in values)
        {
            var distance = value - mean;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }

        var deviation = Math.Sqrt(squares / values.Length);
        return new Moments(mean, deviation, deviation > 0 ? cubes / values.Length / (deviation * deviation * deviation) : 0);
    }

    private static double Average(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
