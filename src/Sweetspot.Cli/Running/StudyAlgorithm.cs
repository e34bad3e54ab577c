using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The settings of a study's search algorithm, and what <c>classic</c> maximises on real trials.</summary>
internal static class StudyAlgorithm
{
    /// <summary>Each term of the fitness with its weight: minus the weighted mean of the logarithms, so that no unit matters.</summary>
    private static readonly (string Term, double Weight, Func<Trial, double?> Value)[] Terms =
    [
        ("ln(error)", 1, trial => Error(trial)),
        ("ln(train_seconds)", 1, trial => trial.Value(Metrics.TrainSeconds.Name)),
        ("ln(latency_ms)", 1, trial => trial.Value(Metrics.Latency.Name)),
        ("-ln(utilization)", 1, trial => 1 / trial.Value(Metrics.Utilization.Name)),
    ];

    public static AlgorithmSettings Settings(StudyDefinition definition) => new()
    {
        Space = definition.Feasible,
        Objectives = definition.Objectives,
        Constraints = definition.Constraints,
        Seed = definition.Seed,
        InitialPopulation = definition.InitialPopulation,
        Fitness = Fitness,
    };

    /// <summary>The fitness in words, with its weights.</summary>
    public static string FitnessText => $"fitness = minus the mean of {string.Join(", ", Terms.Select(term => $"{term.Weight} × {term.Term}"))}";

    /// <summary>Fitness of a completed trial; null where a term is missing or not positive.</summary>
    public static double? Fitness(Trial trial)
    {
        if (trial.State != TrialState.Completed)
        {
            return null;
        }

        var values = Terms.Select(term => (term.Weight, Value: term.Value(trial))).ToList();
        return values.TrueForAll(value => value.Value > 0 && double.IsFinite(value.Value.Value))
            ? -values.Sum(value => value.Weight * Math.Log(value.Value!.Value)) / values.Sum(value => value.Weight)
            : null;
    }

    /// <summary>Share of wrong answers, or of variance left; at least one in a thousand, since a perfect score on few rows is luck.</summary>
    private static double? Error(Trial trial) =>
        (trial.Value(Metrics.Accuracy.Name) ?? trial.Value(Metrics.R2.Name)) is { } quality ? Math.Max(1 - quality, 0.001) : null;
}
