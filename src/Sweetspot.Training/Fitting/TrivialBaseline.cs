using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>What is reached without looking at an example: always the largest class with the classes' shares, or always the mean target.</summary>
public static class TrivialBaseline
{
    /// <summary>The candidate that is trained as the second reference: the linear model.</summary>
    public static Candidate Linear { get; } = new([KeyValuePair.Create("family", GeneValue.Of("linear"))]);

    /// <summary>Its quality on the fixed validation rows.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="options">The study's options: validation part and its seed.</param>
    /// <returns>By metric name; what is undefined is absent.</returns>
    public static ImmutableDictionary<string, Measurement> Measure(Dataset dataset, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        if (dataset.Profile.Kind == TaskKind.Ranking)
        {
            return ImmutableDictionary<string, Measurement>.Empty; // any order: about ten in the number of items
        }

        if (dataset.Profile.TrivialChrF is { } trivial)
        {
            return ImmutableDictionary<string, Measurement>.Empty.Add(Metrics.ChrF.Name, Metrics.ChrF.Measured(trivial, "copying the source or the commonest target, training rows"));
        }

        var split = Splits.Validation(dataset, options.ValidationFraction, options.StudySeed);
        var name = dataset.Profile.Kind == TaskKind.Classification ? "always the largest class" : "always the mean";
        var detail = $"{name}, {Counted.Of(split.Validation.Length, "validation row")}";
        var scores = Score(dataset, split);
        return (from metric in scores.Metrics
                let value = scores.Value(metric)
                where value is not null
                select (metric.Name, Value: metric.Measured(value.Value, detail, scores.StandardError(metric))))
            .ToImmutableDictionary(pair => pair.Name, pair => pair.Value);
    }

    private static QualityScores Score(Dataset dataset, Split split)
    {
        if (dataset.Profile.Kind != TaskKind.Classification)
        {
            var scale = TargetScale.Fit(dataset.Profile.Transform, [.. split.Train.Select(row => dataset.Targets[row])]);
            return new RegressionScores(new float[split.Validation.Length], [.. split.Validation.Select(row => dataset.Targets[row])], scale);
        }

        var shares = new float[dataset.Profile.Outputs];
        foreach (var row in split.Train)
        {
            shares[dataset.Classes[row]]++;
        }

        var scores = shares.Select(count => MathF.Log(Math.Max(count, 0.5f))).ToArray();
        var outputs = Enumerable.Repeat(scores, split.Validation.Length).SelectMany(row => row).ToArray();
        return new ClassificationScores(outputs, [.. split.Validation.Select(row => dataset.Classes[row])], dataset.Profile.Outputs);
    }
}
