using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class ClassicFitnessTests
{
    private static readonly Objective s_accuracy = Objective.On(Metrics.Accuracy);

    private static Trial Of(params (Metric Metric, double Value)[] values) => new()
    {
        Number = 0,
        Request = new TrialRequest(new Candidate([new("width", GeneValue.Of(8))]), new Fidelity(1), 1),
        State = TrialState.Completed,
        Metrics = values.ToImmutableDictionary(pair => pair.Metric.Name, pair => pair.Metric.Computed(pair.Value)),
    };

    [Fact]
    public void Fitness_OfMeasuredTrial_WeightedMeanOfLogarithms()
    {
        var trial = Of((Metrics.Accuracy, 0.9), (Metrics.TrainSeconds, 2), (Metrics.Latency, 0.05), (Metrics.Utilization, 0.25));

        Assert.Equal(-((3 * Math.Log(0.1)) + Math.Log(2) + Math.Log(0.05) - Math.Log(0.25)) / 6, ClassicFitness.Of(trial, s_accuracy)!.Value, 1e-12);
        Assert.Equal("fitness = -(3 ln (1 - accuracy) + ln train_seconds + ln latency_ms - ln utilization) / 6", ClassicFitness.Describe(s_accuracy));
    }

    [Fact]
    public void Fitness_OfPerfectAccuracy_Finite() => Assert.True(double.IsFinite(
        ClassicFitness.Of(Of((Metrics.Accuracy, 1), (Metrics.TrainSeconds, 2), (Metrics.Latency, 0.05), (Metrics.Utilization, 0.25)), s_accuracy)!.Value));

    [Fact]
    public void Fitness_WithoutAPart_None() => Assert.Null(ClassicFitness.Of(Of((Metrics.Accuracy, 0.9)), s_accuracy));
}
