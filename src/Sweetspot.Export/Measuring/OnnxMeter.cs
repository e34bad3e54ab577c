using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Measures any ONNX model in ONNX Runtime on the CPU.</summary>
/// <remarks>
/// Each number of threads has a session of its own, all optimisations on. Batch sizes and threads are timed in turn, five rounds of all: each time 3 runs are discarded, and more until
/// 100 ms have passed; then up to 2,000 runs within 200 ms are timed, at least 4, each until its answers are there.
/// </remarks>
public sealed class OnnxMeter
{
    private const int LeastWarmUps = 3;
    private static readonly TimedRuns s_round = new(LeastWarmUps, TimeSpan.FromMilliseconds(100), 4, 2000, TimeSpan.FromMilliseconds(200));
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

    /// <summary>How often all is timed, in turn.</summary>
    public const int Rounds = 5;

    /// <summary>Times runs while nothing else of ours runs.</summary>
    /// <param name="settings">Examples a run, and threads within an operator.</param>
    /// <param name="room">Where it is measured.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <returns>For each of the settings, in their order.</returns>
    /// <exception cref="UserInputException">The model cannot be run.</exception>
    public async Task<ImmutableArray<MeasuredRun>> MeasureAsync(IReadOnlyList<(int Batch, int Threads)> settings, MeasuringRoom room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(room);
        var flops = settings.ToDictionary(one => one, one => Flops(one.Batch).Sum(cost => cost.Flops ?? 0));
        using var alone = await room.Enter(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Measure(settings, flops, room, cancellationToken), cancellationToken).ConfigureAwait(false);
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

    private ImmutableArray<MeasuredRun> Measure(
        IReadOnlyList<(int Batch, int Threads)> settings, Dictionary<(int Batch, int Threads), double> flops, MeasuringRoom room, CancellationToken cancellationToken)
    {
        var timed = new List<TimedModel>();
        try
        {
            foreach (var (batch, threads) in settings)
            {
                timed.Add(new TimedModel(_file.Path, Session(threads), _dimensions, batch, threads));
            }

            for (var round = 0; round < Rounds; round++)
            {
                timed.ForEach(model => model.Time(s_round, room, cancellationToken));
            }

            var weights = ParameterCount.BytesOf(_file.Model.Graph);
            return [.. timed.Select(model => model.Result(flops[(model.Batch, model.Threads)], weights))];
        }
        finally
        {
            timed.ForEach(model => model.Dispose());
            foreach (var session in timed.Select(model => model.Session).Distinct())
            {
                session.Dispose();
            }
        }

        InferenceSession Session(int threads) => timed.Find(model => model.Threads == threads)?.Session ?? Open(threads);
    }
}
