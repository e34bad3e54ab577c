using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Benchmarks;

/// <summary>What a model turned out to be worth.</summary>
/// <param name="Key">The candidate's key.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Accuracies">Accuracy of each run.</param>
/// <param name="StandardError">Of the mean accuracy, from the number of held-out rows.</param>
/// <param name="LatencyMs">Median time to answer one example, one thread.</param>
/// <param name="TrainSeconds">Mean CPU seconds of a training up to its best checkpoint.</param>
internal sealed record ModelWorth(
    string Key, long Parameters, ImmutableArray<double> Accuracies, double StandardError, double LatencyMs, double TrainSeconds)
{
    public const string Header = "candidate,parameters,accuracy,deviation,stderr,latency_ms,train_seconds,accuracies";

    public double Accuracy => Accuracies.Average();

    /// <summary>Geometric mean of the two costs that the product weighs.</summary>
    public double Cost => Math.Sqrt(LatencyMs * TrainSeconds);

    /// <summary>Between runs; they differ by seed and held-out rows.</summary>
    public double Deviation => Math.Sqrt(Accuracies.Sum(value => Math.Pow(value - Accuracy, 2)) / Math.Max(1, Accuracies.Length - 1));

    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Key},{Parameters},{Accuracy:0.00000},{Deviation:0.00000},{StandardError:0.00000},{LatencyMs:0.00000},{TrainSeconds:0.0000},{string.Join(' ', Accuracies.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}");

    public static ModelWorth Parse(string line) => line.Split(',') is [var key, var parameters, _, _, var error, var latency, var seconds, var accuracies]
        ? new ModelWorth(
            key, long.Parse(parameters, CultureInfo.InvariantCulture), [.. accuracies.Split(' ').Select(Number)], Number(error), Number(latency), Number(seconds))
        : throw new UserInputException($"\"{line}\" is no line of a grid; expected {Header}.");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
