using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>A model with inputs of one batch size, timed in rounds. The session is its owner's.</summary>
internal sealed class TimedModel : IDisposable
{
    private readonly ModelInputs _inputs;
    private readonly InputValues _values;
    private readonly RunOptions _options = new();
    private readonly long _outputBytes;
    private readonly List<double[]> _rounds = [];
    private int? _othersRunning;

    /// <summary>Makes up inputs and runs once.</summary>
    /// <exception cref="UserInputException">The model cannot be run.</exception>
    public TimedModel(string path, InferenceSession session, IReadOnlyDictionary<string, int> dimensions, int batch, int threads)
    {
        (Session, Batch, Threads) = (session, batch, threads);
        _inputs = new ModelInputs(path, session, dimensions);
        _values = _inputs.MakeUp(batch);
        using var results = RuntimeErrors.Translate(path, Run, "check the sizes of its dimensions, with --dim");
        _outputBytes = results.Sum(ValueSizes.BytesOf);
    }

    /// <summary>The model as loaded.</summary>
    public InferenceSession Session { get; }

    /// <summary>Examples a run.</summary>
    public int Batch { get; }

    /// <summary>Threads within an operator.</summary>
    public int Threads { get; }

    /// <summary>Times one round.</summary>
    public void Time(TimedRuns plan, MeasuringRoom room, CancellationToken cancellationToken)
    {
        var before = room.OthersRunning();
        _rounds.Add(plan.Time(Run, TimeProvider.System, cancellationToken));
        if (before is { } a && room.OthersRunning() is { } b)
        {
            _othersRunning = Math.Max(_othersRunning ?? 0, Math.Min(a, b));
        }
    }

    /// <summary>What all rounds gave.</summary>
    /// <param name="flops">Of a run.</param>
    /// <param name="weights">Bytes of the model's tensors.</param>
    public MeasuredRun Result(double flops, long weights) => new()
    {
        Batch = Batch,
        Threads = Threads,
        Latency = Latency.Of(_rounds),
        Flops = flops,
        Bytes = weights + _values.Bytes + _outputBytes,
        OthersRunning = _othersRunning,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _values.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run() => Session.Run(_options, _inputs.Names, _values.Values, Session.OutputNames);
}
