using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>
/// Measures what a shape costs where it is used: exported with random weights, in ONNX Runtime, on one thread, while nothing else of ours runs.
/// </summary>
/// <param name="gate">Keeps trainings away meanwhile.</param>
/// <param name="profile">The data, of which the graph's answer follows.</param>
/// <param name="normalizesEachImage">Whether the graph normalises images one by one.</param>
/// <param name="tail">Measures the slowest answers too; null: they are not asked for.</param>
internal sealed class ShapeMeter(TrainingGate gate, DataProfile profile, bool normalizesEachImage, TailLatency? tail = null)
{
    private const int CalibrationRows = 32;
    private readonly ShapeTimer _timer = new();
    private readonly TranslationTimer _translations = new();

    /// <summary>Engine and answer: values of different ones are never mixed.</summary>
    public string Conditions =>
        $"{OnnxMeter.Engine}, {profile.Kind}, {profile.Transform}{(normalizesEachImage ? ", each image" : "")}{(tail is null ? "" : $", {tail.Key}")}";

    /// <summary><c>latency_ms</c>, <c>throughput_per_s</c>, <c>file_bytes</c>, and the tail where it is asked for.</summary>
    public async Task<ImmutableDictionary<string, Measurement>> MeasureAsync(ModelShape shape, Precision precision, CancellationToken cancellationToken)
    {
        var model = await RandomModelAsync(shape, cancellationToken);
        if (shape is EncoderDecoderShape pair)
        {
            return await MeasureTranslationAsync(model, pair, precision, cancellationToken);
        }

        var file = Quantizing.Apply(OnnxWriter.Write(model), precision, CalibrationRows, MadeUpInputs.Of(model, CalibrationRows));
        var (single, many) = (MadeUpInputs.Of(model, 1), MadeUpInputs.Of(model, LanguageCompute.TimedTogether(shape)));
        using var alone = await gate.MeasureAsync(cancellationToken);
        var before = MachineLoad.OthersRunning();
        var times = await Task.Run(() => _timer.Time(file, single, many, LanguageCompute.TimedTogether(shape), tail is null ? null : TailLatency.NeedsMore, cancellationToken), cancellationToken);
        var others = before is { } a && MachineLoad.OthersRunning() is { } b ? Math.Min(a, b) : (int?)null;
        var (engine, warning) = ($"{OnnxMeter.Engine}, 1 thread, {precision.Word()}", MachineLoad.Warning(others, Environment.ProcessorCount));
        var slowest = tail?.Of(times.Tail, $"{engine}, batch 1, random weights{(warning is null ? "" : $"; {warning}")}") ?? ImmutableDictionary<string, Measurement>.Empty;
        return slowest.AddRange(Speed.Of(engine, times.One, times.Many, warning, LanguageCompute.TimedTogether(shape)))
            .Add(Metrics.FileBytes.Name, Metrics.FileBytes.Measured(file.Length, $"ONNX file, {precision.Word()}, without labels and encoder"));
    }

    /// <summary>Sentences of middle length are translated, token by token; <c>tokens_per_second</c> besides.</summary>
    private async Task<ImmutableDictionary<string, Measurement>> MeasureTranslationAsync(TrainedModel model, EncoderDecoderShape shape, Precision precision, CancellationToken cancellationToken)
    {
        var file = Quantizing.Apply(OnnxWriter.Write(model), precision, CalibrationRows, MadeUpInputs.Of(model, CalibrationRows));
        using var alone = await gate.MeasureAsync(cancellationToken);
        var before = MachineLoad.OthersRunning();
        var times = await Task.Run(() => _translations.Time(file, shape, tail is null ? null : TailLatency.NeedsMore, cancellationToken), cancellationToken);
        var others = before is { } a && MachineLoad.OthersRunning() is { } b ? Math.Min(a, b) : (int?)null;
        var warning = MachineLoad.Warning(others, Environment.ProcessorCount) is { } busy ? $"; {busy}" : "";
        var (steps, many) = (TranslationTimer.Steps(shape), RobustStatistics.Median(times.Many));
        var (rate, error) = (TranslationTimer.Sentences * 1000 / many, RobustStatistics.ErrorOfMedian(times.Many) / many);
        var slowest = tail?.Of(times.Tail, Detail(1, times.Tail)) ?? ImmutableDictionary<string, Measurement>.Empty;
        return slowest.AddRange(new Dictionary<string, Measurement>
        {
            [Metrics.Latency.Name] = Metrics.Latency.Measured(RobustStatistics.Median(times.One), Detail(1, times.One), RobustStatistics.ErrorOfMedian(times.One)),
            [Metrics.Throughput.Name] = Metrics.Throughput.Measured(rate, Detail(TranslationTimer.Sentences, times.Many), rate * error),
            [Metrics.TokensPerSecond.Name] = Metrics.TokensPerSecond.Measured(rate * steps, Detail(TranslationTimer.Sentences, times.Many), rate * steps * error),
            [Metrics.FileBytes.Name] = Metrics.FileBytes.Measured(file.Length, $"ONNX file, {precision.Word()}, without encoder"),
        });

        string Detail(int sentences, double[] runs) => FormattableString.Invariant(
            $"{OnnxMeter.Engine}, 1 thread, {precision.Word()}, {Counted.Of(sentences, "sentence")} of {Counted.Of(shape.Source.TypicalLength, "token")}, {steps} written greedily, random weights; median of {runs.Length}, p95 {RobustStatistics.Quantile(runs, 0.95):0.####} ms{warning}");
    }

    private async Task<TrainedModel> RandomModelAsync(ModelShape shape, CancellationToken cancellationToken) => new()
    {
        Shape = shape,
        Weights = await RandomWeights.OfAsync(shape, cancellationToken),
        Pixels = shape.Input.IsImage
            ? new PixelScale([.. Enumerable.Repeat(100f, shape.Input.Channels)], [.. Enumerable.Repeat(50f, shape.Input.Channels)], normalizesEachImage)
            : null,
        Answer = shape is GptShape gpt ? new TokenAnswer(gpt.Context)
            : profile.Kind == TaskKind.Translation ? new TextAnswer()
            : profile.Kind == TaskKind.Classification
            ? new ClassAnswer([.. Enumerable.Repeat("", shape.Outputs)])
            : profile.Kind == TaskKind.Ranking ? new ChanceAnswer()
            : new NumberAnswer(profile.Transform, 0, 1, -10, 10),
    };
}
