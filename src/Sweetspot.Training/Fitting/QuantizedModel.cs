using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A trained network once more in 8-bit integers, judged on the same rows.</summary>
internal sealed class QuantizedModel
{
    private readonly IQuantizer _quantizer;
    private readonly LearningTask _task;
    private readonly Network _network;
    private readonly Precision _precision;
    private readonly ModelDescription _description;
    private readonly IReadOnlyDictionary<string, WeightTensor> _weights;
    private readonly EncodedData _calibration;

    public QuantizedModel(IQuantizer quantizer, LearningTask task, Network network, Precision precision, ModelDescription description)
    {
        (_quantizer, _task, _network, _precision, _description) = (quantizer, task, network, precision, description);
        _weights = ModelFile.WeightsOf(network.Module);
        _calibration = CalibrationSample.Of(task.Encoded, task.Split.Train);
    }

    /// <summary>Quality of the quantised model.</summary>
    public QualityScores Judge(ImmutableArray<int> rows) => _task.Score(Answer(rows), rows);

    /// <summary>Quality of the quantised model, and how it stands to the one of floats on the same rows.</summary>
    /// <param name="rows">Held-out rows.</param>
    /// <param name="quality">The study's quality.</param>
    public (QualityScores Scores, ImmutableDictionary<string, Measurement> Metrics) Compare(ImmutableArray<int> rows, Metric quality)
    {
        var (given, wanted) = (Answer(rows), _network.Answer(rows.AsSpan()));
        var (after, before) = (_task.Score(given, rows), _task.Score(wanted, rows));
        var detail = $"{Counted.Of(rows.Length, "validation row")}, {_precision.Word()} in ONNX Runtime, same weights and rows in fp32";
        var metrics = ImmutableDictionary.CreateBuilder<string, Measurement>();
        var shift = _task.Profile.Kind == TaskKind.Classification ? Agreement(given, wanted, detail) : Difference(given, [.. wanted.Select(answer => _task.Scale.Limit(answer))], detail);
        metrics.Add(shift.Metric.Name, shift.Value);
        metrics.Add(Core.Metrics.QuantizationLoss.Name, Lost(before.OfEach(), after.OfEach(), detail));
        if (before.Value(quality) is { } value)
        {
            var metric = Core.Metrics.BeforeQuantizing(quality);
            metrics.Add(metric.Name, metric.Measured(value, $"{Counted.Of(rows.Length, "validation row")}, before quantisation", before.StandardError(quality)));
        }

        return (after, metrics.ToImmutable());
    }

    /// <returns>[rows × outputs] on the modelled scale.</returns>
    private float[] Answer(ImmutableArray<int> rows)
    {
        var answers = _quantizer.Answer(_description, _weights, _precision, _calibration, _task.Encoded.Take(rows));
        return _task.Profile.Kind == TaskKind.Classification ? answers : [.. answers.Select(answer => (float)_task.Scale.ToModel(answer))];
    }

    private (Metric Metric, Measurement Value) Agreement(float[] given, float[] wanted, string detail)
    {
        var outputs = _task.Profile.Outputs;
        double[] same = [.. given.Chunk(outputs).Zip(wanted.Chunk(outputs), (a, b) => Array.IndexOf(a, a.Max()) == Array.IndexOf(b, b.Max()) ? 1.0 : 0)];
        return (Core.Metrics.Agreement, Core.Metrics.Agreement.Measured(same.Average(), detail, Error(same)));
    }

    /// <summary>Modelled targets have a standard deviation of one.</summary>
    private static (Metric Metric, Measurement Value) Difference(float[] given, double[] wanted, string detail) =>
        (Core.Metrics.AnswerShift, Core.Metrics.AnswerShift.Measured(Math.Sqrt(given.Zip(wanted, (a, b) => (a - b) * (a - b)).Average()), detail));

    private static Measurement Lost(float[] before, float[] after, string detail)
    {
        double[] lost = [.. before.Zip(after, (a, b) => (double)a - b)];
        return Core.Metrics.QuantizationLoss.Measured(lost.Average(), detail, Error(lost));
    }

    private static double? Error(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1.0) / values.Length);
    }
}
