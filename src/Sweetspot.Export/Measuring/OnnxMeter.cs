using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Measures any ONNX model in ONNX Runtime on the CPU.</summary>
/// <remarks>
/// Each batch size and number of threads has a session of its own, all optimisations on. Discarded: 3 runs, and more until 200 ms have passed; then up to 10,000 runs within
/// a second are timed, at least 20, each until its answers are there.
/// </remarks>
public sealed class OnnxMeter
{
    private const int LeastRuns = 20;
    private const int MostRuns = 10_000;
    private const int LeastWarmUps = 3;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(1);
    private readonly OnnxFile _file;
    private readonly IReadOnlyDictionary<string, int> _dimensions;
    private readonly Dictionary<int, ImmutableArray<OperatorCost>> _flops = [];

    /// <summary>Makes a meter of one model.</summary>
    /// <param name="file">The model.</param>
    /// <param name="dimensions">Sizes of dimensions that the model names but leaves open, other than the batch.</param>
    /// <exception cref="UserInputException">ONNX Runtime cannot load the model, or it has no such dimension.</exception>
    public OnnxMeter(OnnxFile file, IReadOnlyDictionary<string, int> dimensions)
    {
        ArgumentNullException.ThrowIfNull(file);
        (_file, _dimensions) = (file, dimensions);
        using var session = Open(threads: 1);
        var inputs = new ModelInputs(file.Path, session, dimensions);
        (HasBatch, FixedBatch, Notes) = (inputs.HasBatch, inputs.HasBatch ? 0 : inputs.FixedBatch, [.. inputs.Notes]);
    }

    /// <summary>ONNX Runtime's version, for origins.</summary>
    public static string Engine { get; } = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, CPU";

    /// <summary>Whether the model leaves the batch open.</summary>
    public bool HasBatch { get; }

    /// <summary>The batch of a model that fixes it; 0 where it is open.</summary>
    public int FixedBatch { get; }

    /// <summary>What was taken for dimensions that nobody gave.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Parameters: numbers in tensors used as weights, each tensor once.</summary>
    public long Parameters => ParameterCount.Of(_file.Model.Graph);

    /// <summary>FLOPs of a run by operator, the costliest first.</summary>
    /// <exception cref="UserInputException">The model cannot be run.</exception>
    public ImmutableArray<OperatorCost> Flops(int batch) =>
        _flops.TryGetValue(batch, out var known) ? known : _flops[batch] = FlopCounter.Count(_file, _dimensions, batch);

    /// <summary>Times runs while nothing else of ours runs.</summary>
    /// <exception cref="UserInputException">The model cannot be run.</exception>
    public async Task<MeasuredRun> MeasureAsync(int batch, int threads, MeasuringRoom room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        var flops = Flops(batch).Sum(cost => cost.Flops ?? 0);
        using var alone = await room.Enter(cancellationToken).ConfigureAwait(false);
        using var session = Open(threads);
        var inputs = new ModelInputs(_file.Path, session, _dimensions);
        using var values = inputs.MakeUp(batch);
        var before = room.OthersRunning();
        var (times, outputBytes) = await Task.Run(() => Time(session, inputs, values, cancellationToken), cancellationToken).ConfigureAwait(false);
        var after = room.OthersRunning();
        return new MeasuredRun
        {
            Batch = batch,
            Threads = threads,
            Latency = Latency.Of(times),
            Flops = flops,
            Bytes = ParameterCount.BytesOf(_file.Model.Graph) + values.Bytes + outputBytes,
            OthersRunning = before is { } a && after is { } b ? Math.Min(a, b) : null,
        };
    }

    /// <summary>Loads the model and runs it three times: what a process of its own does to see how much memory that takes.</summary>
    /// <exception cref="UserInputException">The model cannot be run.</exception>
    public static void RunOnce(string path, IReadOnlyDictionary<string, int> dimensions, int batch, int threads)
    {
        using var options = OnnxSession.Options(threads);
        using var session = RuntimeErrors.Translate(path, () => new InferenceSession(path, options));
        var inputs = new ModelInputs(path, session, dimensions);
        using var values = inputs.MakeUp(batch);
        using var run = new RunOptions();
        for (var i = 0; i < LeastWarmUps; i++)
        {
            using var answers = session.Run(run, inputs.Names, values.Values, session.OutputNames);
        }
    }

    private InferenceSession Open(int threads)
    {
        using var options = OnnxSession.Options(threads);
        return RuntimeErrors.Translate(_file.Path, () => new InferenceSession(_file.Path, options));
    }

    private (double[] Milliseconds, long OutputBytes) Time(InferenceSession session, ModelInputs inputs, InputValues values, CancellationToken cancellationToken)
    {
        using var options = new RunOptions();
        long outputBytes;
        using (var results = RuntimeErrors.Translate(
            _file.Path, () => session.Run(options, inputs.Names, values.Values, session.OutputNames), "check the sizes of its dimensions, with --dim"))
        {
            outputBytes = results.Sum(ValueSizes.BytesOf);
        }

        var times = new TimedRuns(LeastWarmUps, s_warmUp, LeastRuns, MostRuns, s_time)
            .Time(() => session.Run(options, inputs.Names, values.Values, session.OutputNames), TimeProvider.System, cancellationToken);
        return (times, outputBytes);
    }
}
