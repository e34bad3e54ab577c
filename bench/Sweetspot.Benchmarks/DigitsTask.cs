using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Benchmarks;

/// <summary>The built-in digits with their default space, and a way to find out what one of its models is worth.</summary>
/// <remarks>
/// As the product's verification does: run k of a model holds out fold k of five and has its own seed, so all models meet the same rows. The partition
/// is that of study seed 1000, which no judged study uses.
/// </remarks>
internal sealed class DigitsTask
{
    private const ulong PartitionSeed = 1000;
    private readonly TrainingEvaluator _evaluator;
    private readonly TrainingGate _gate = TrainingGate.OfThisUser(TimeProvider.System);
    private readonly ShapeTimer _timer = new();
    private readonly int _epochs;

    public DigitsTask()
    {
        var spec = new StudySpec { Task = new TaskSpec { Preset = "digits" } };
        var data = DatasetLoader.Load(spec.Task, Environment.CurrentDirectory);
        _epochs = TrainingDefaults.Epochs(data.Profile);
        Definition = StudyDefinition.Resolve(spec, data.Profile, "benchmark", _epochs);
        _evaluator = new TrainingEvaluator(data, new TrainingOptions { StudySeed = PartitionSeed }, new MachineFacts(null), _gate, TimeProvider.System);
    }

    public StudyDefinition Definition { get; }

    /// <summary>The feasible points of the space with at most so many levels of each gene, and the linear model that every study trains too.</summary>
    public ImmutableArray<Candidate> Grid(int levels) =>
        [Definition.Baseline, .. Definition.Space.EnumerateGrid(levels).Where(Definition.Feasible.IsFeasible)];

    /// <summary>The model of the finest grid that has this key.</summary>
    public Candidate Find(string key) => Grid(int.MaxValue).First(candidate => candidate.Key == key);

    /// <summary>Trains a model so many times and measures its speed.</summary>
    /// <param name="candidate">The model.</param>
    /// <param name="runs">How often, 1 to 5.</param>
    /// <param name="series">Another series has other seeds.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ModelWorth> MeasureAsync(Candidate candidate, int runs, string series, CancellationToken cancellationToken)
    {
        var evaluations = new List<Evaluation>();
        for (var run = 0; run < runs; run++)
        {
            var seed = RandomStream.For(PartitionSeed, run, series).NextUInt64();
            var evaluation = await _evaluator.EvaluateAsync(
                new TrialRequest(candidate, new Fidelity(_epochs), seed, TrialPurpose.Verification, run), cancellationToken);
            evaluations.Add(evaluation.State == TrialState.Completed ? evaluation : throw new SweetspotException($"{candidate}: {evaluation.Reason}"));
        }

        var latency = await LatencyAsync(Definition.Shape(candidate), cancellationToken);
        return new ModelWorth(
            candidate.Key,
            (long)evaluations[0].Metrics[Metrics.Parameters.Name].Value,
            [.. evaluations.Select(evaluation => evaluation.Metrics[Metrics.Accuracy.Name].Value)],
            Math.Sqrt(evaluations.Sum(evaluation => Math.Pow(evaluation.Metrics[Metrics.Accuracy.Name].StandardError ?? 0, 2))) / runs,
            latency,
            evaluations.Average(evaluation => evaluation.Metrics[Metrics.TrainSeconds.Name].Value));
    }

    /// <summary>Milliseconds of one example, exported with random weights, in ONNX Runtime: where a study measures it too.</summary>
    private async Task<double> LatencyAsync(ModelShape shape, CancellationToken cancellationToken)
    {
        var model = RandomModels.Classifier(shape, await RandomWeights.OfAsync(shape, cancellationToken));
        using var alone = await _gate.MeasureAsync(cancellationToken);
        var (one, many) = (MadeUpInputs.Of(model, 1), MadeUpInputs.Of(model, Speed.ThroughputBatch));
        return RobustStatistics.Median(_timer.Time(OnnxWriter.Write(model), one, many, Speed.ThroughputBatch, null, cancellationToken).One);
    }
}
