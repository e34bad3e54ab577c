using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The one number that <c>classic</c> maximises: minus a weighted mean of ln(error), ln(training time), ln(latency) and −ln(utilization).</summary>
public static class ClassicFitness
{
    private const double LeastError = 1e-6;

    /// <summary>Weight of each part. The error counts as much as the three costs together.</summary>
    public static ImmutableArray<(string Part, double Weight)> Weights { get; } =
        [("error", 3), (Metrics.TrainSeconds.Name, 1), (Metrics.Latency.Name, 1), (Metrics.Utilization.Name, 1)];

    /// <summary>The formula with its weights, for the user.</summary>
    public static string Describe(Objective quality) => FormattableString.Invariant(
        $"fitness = -(3 ln {Error(quality)} + ln train_seconds + ln latency_ms - ln utilization) / 6");

    /// <summary>Fitness of a trial; null where a part was not measured.</summary>
    /// <param name="trial">A trial that has ended.</param>
    /// <param name="quality">The quality; of a larger-is-better one, the error is 1 minus it.</param>
    public static double? Of(Trial trial, Objective quality)
    {
        var error = trial.Value(quality.Name) is { } value ? quality.Direction == Direction.Maximize ? 1 - value : value : (double?)null;
        double?[] parts =
        [
            Log(error, LeastError), Log(trial.Value(Metrics.TrainSeconds.Name)), Log(trial.Value(Metrics.Latency.Name)), -Log(trial.Value(Metrics.Utilization.Name)),
        ];
        return -parts.Zip(Weights, (part, weight) => part * weight.Weight).Aggregate((double?)0, (sum, part) => sum + part) / Weights.Sum(weight => weight.Weight);
    }

    private static double? Log(double? value, double least = double.Epsilon) => value is { } number ? Math.Log(Math.Max(number, least)) : null;

    private static string Error(Objective quality) => quality.Direction == Direction.Maximize ? $"(1 - {quality.Name})" : quality.Name;
}
