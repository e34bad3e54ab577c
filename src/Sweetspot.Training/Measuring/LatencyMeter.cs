using System.Collections.Immutable;
using System.Diagnostics;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Measures how fast a shape answers on this machine: random weights, one thread, nothing else of ours running.</summary>
/// <remarks>
/// Latency: batch 1, two discarded runs and more until 2 ms have passed, then the median of up to 300 runs within 15 ms, at least 10. Throughput: batch
/// 256, of language models windows of 2,048 tokens, one discarded run, then the median of 3 to 20 runs within 15 ms. The spread is the standard error of the median. Where others keep all
/// cores busy, the origin says so (<c>busy machine: …</c>).
/// </remarks>
public sealed class LatencyMeter
{
    /// <summary>Begins the remark in an origin's detail that others kept the cores busy.</summary>
    public const string BusyMachine = "busy machine";

    private const int UsualBatch = 256;
    private const int TokensAtOnce = 2048;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FirstWarmUpTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RunTime = TimeSpan.FromMilliseconds(15);
    private readonly TrainingGate _gate;
    private readonly TimeProvider _time;
    private bool _isCompiled;

    /// <summary>Makes a meter.</summary>
    /// <param name="gate">Keeps trainings away meanwhile.</param>
    /// <param name="time">The clock; only its timestamps are used.</param>
    public LatencyMeter(TrainingGate gate, TimeProvider time) => (_gate, _time) = (gate, time);

    /// <summary>Measures one shape: <c>latency_ms</c> and <c>throughput_per_s</c>.</summary>
    public async Task<ImmutableDictionary<string, Measurement>> MeasureAsync(ModelShape shape, CancellationToken cancellationToken) =>
        (await MeasureAsync([shape], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Measures several shapes under one hold of the gate, in their order.</summary>
    public async Task<IReadOnlyList<ImmutableDictionary<string, Measurement>>> MeasureAsync(
        IReadOnlyList<ModelShape> shapes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        using var process = await TorchProcess.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var alone = await _gate.MeasureAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => shapes.Select(shape => Measure(shape, cancellationToken)).ToList(), cancellationToken).ConfigureAwait(false);
    }

    private ImmutableDictionary<string, Measurement> Measure(ModelShape shape, CancellationToken cancellationToken)
    {
        torch.manual_seed(0);
        using var model = ModelBuilder.Build(shape);
        model.eval();
        CompileOnce(model, shape);
        var before = MachineLoad.OthersRunning();
        var single = Run(model, shape, 1, minimum: 10, maximum: 300, cancellationToken);
        var size = shape is GptShape gpt ? Math.Max(1, TokensAtOnce / gpt.Context) : UsualBatch;
        var batch = Run(model, shape, size, minimum: 3, maximum: 20, cancellationToken);
        var after = MachineLoad.OthersRunning();
        var warning = MachineLoad.Warning(before is { } a && after is { } b ? Math.Min(a, b) : null, Environment.ProcessorCount);
        var (one, many) = (RobustStatistics.Median(single), RobustStatistics.Median(batch));
        var rate = size * 1000 / many;
        return new Dictionary<string, Measurement>
        {
            [Metrics.Latency.Name] = Metrics.Latency.Measured(one, Detail(1, single, warning), RobustStatistics.ErrorOfMedian(single)),
            [Metrics.Throughput.Name] =
                Metrics.Throughput.Measured(rate, Detail(size, batch, warning), rate * RobustStatistics.ErrorOfMedian(batch) / many),
        }.ToImmutableDictionary();
    }

    /// <summary>The first shape of a process runs until the just-in-time compiler has optimised the way to libtorch.</summary>
    private void CompileOnce(nn.Module model, ModelShape shape)
    {
        if (_isCompiled)
        {
            return;
        }

        using var noGradients = inference_mode();
        using var scope = NewDisposeScope();
        using var buffer = new InputBuffer(shape, 1);
        var input = buffer.TakeAnything(1);
        for (var start = _time.GetTimestamp(); _time.GetElapsedTime(start) < FirstWarmUpTime;)
        {
            Once(model, input);
        }

        _isCompiled = true;
    }

    /// <returns>Milliseconds of each run.</returns>
    private double[] Run(
        nn.Module model, ModelShape shape, int batch, int minimum, int maximum, CancellationToken cancellationToken)
    {
        using var noGradients = inference_mode();
        using var scope = NewDisposeScope();
        using var buffer = new InputBuffer(shape, batch);
        var input = buffer.TakeAnything(batch);
        var start = _time.GetTimestamp();
        var warmUps = batch == 1 ? 2 : 1;
        for (var i = 0; i < warmUps || (batch == 1 && i < 50 && _time.GetElapsedTime(start) < WarmUpTime); i++)
        {
            Once(model, input);
        }

        var samples = new List<double>(maximum);
        start = _time.GetTimestamp();
        while (samples.Count < minimum || (samples.Count < maximum && _time.GetElapsedTime(start) < RunTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.Add(Once(model, input));
        }

        return [.. samples];
    }

    private static double Once(nn.Module model, ModelInput input)
    {
        using var scope = NewDisposeScope();
        var start = Stopwatch.GetTimestamp();
        input.Call(model);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Detail(int batch, double[] samples, string? warning) => FormattableString.Invariant(
        $"{TorchProcess.Description}, batch {batch}, random weights; median of {samples.Length}, p95 {RobustStatistics.Quantile(samples, 0.95):0.####} ms{(warning is null ? "" : $"; {warning}")}");
}
