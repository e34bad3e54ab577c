using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Measures how fast a shape answers in libtorch on this machine: random weights, one thread, nothing else of ours running.</summary>
/// <remarks>
/// For benchmarks of training; a study measures sizes where they are used, in ONNX Runtime.
/// Latency: batch 1, three discarded runs and more until 2 ms have passed, then the median of up to 300 runs within 15 ms, at least 10. Throughput: batch
/// 256, of language models windows of 2,048 tokens, one discarded run, then the median of 3 to 20 runs within 15 ms. The spread is the standard error of the median. The first shape of a process runs
/// until the just-in-time compiler has optimised the way to libtorch. Where others keep all cores busy, the origin says so (<c>busy machine: …</c>).
/// </remarks>
public sealed class LatencyMeter
{
    /// <summary>Begins the remark in an origin's detail that others kept the cores busy.</summary>
    public const string BusyMachine = "busy machine";

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan FirstWarmUpTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RunTime = TimeSpan.FromMilliseconds(15);
    private readonly TrainingGate _gate;
    private readonly TimeProvider _time;
    private readonly TailLatency? _tail;
    private bool _isCompiled;

    /// <summary>Makes a meter.</summary>
    /// <param name="gate">Keeps trainings away meanwhile.</param>
    /// <param name="time">The clock; only its timestamps are used.</param>
    /// <param name="tail">Measures the slowest answers too; null: they are not asked for.</param>
    public LatencyMeter(TrainingGate gate, TimeProvider time, TailLatency? tail = null) => (_gate, _time, _tail) = (gate, time, tail);

    /// <summary>Measures one shape: <c>latency_ms</c>, <c>throughput_per_s</c>, and the tail where it is asked for.</summary>
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
        using var model = ModelBuilder.BuildAny(shape);
        model.eval();
        var warmUp = _isCompiled ? WarmUpTime : FirstWarmUpTime;
        _isCompiled = true;
        var before = MachineLoad.OthersRunning();
        var single = Run(model, shape, 1, TimedRuns.OfOne(warmUp, 300, RunTime), cancellationToken);
        var batch = Run(model, shape, LanguageCompute.TimedTogether(shape), new TimedRuns(1, TimeSpan.Zero, 3, 20, RunTime), cancellationToken);
        var many = _tail is null ? [] : Run(model, shape, 1, new TimedRuns(3, WarmUpTime, TailLatency.NeedsMore), cancellationToken);
        var after = MachineLoad.OthersRunning();
        var warning = MachineLoad.Warning(before is { } a && after is { } b ? Math.Min(a, b) : null, Environment.ProcessorCount);
        var tail = _tail?.Of(many, $"{TorchProcess.Description}, batch 1, random weights{(warning is null ? "" : $"; {warning}")}") ?? ImmutableDictionary<string, Measurement>.Empty;
        return tail.AddRange(Speed.Of(TorchProcess.Description, single, batch, warning, LanguageCompute.TimedTogether(shape)));
    }

    /// <returns>Milliseconds of each run.</returns>
    private double[] Run(nn.Module model, ModelShape shape, int batch, TimedRuns plan, CancellationToken cancellationToken)
    {
        using var noGradients = inference_mode();
        using var scope = NewDisposeScope();
        using var buffer = new InputBuffer(shape, batch);
        var input = buffer.TakeAnything(batch);
        return plan.Time(Once, _time, cancellationToken);

        DisposeScope Once()
        {
            var answers = NewDisposeScope();
            input.Call(model);
            return answers;
        }
    }
}
