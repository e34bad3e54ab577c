using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Times an exported model in ONNX Runtime on one thread, in some 60 ms: what a study can afford for each of its shapes.</summary>
/// <remarks>
/// Batch 1: 3 discarded runs and more until 5 ms have passed, then up to 1,000 runs within 25 ms, at least 10. Batch 256: 1 discarded run, then 3 to 20 runs
/// within 15 ms. The first model of a process runs until the just-in-time compiler has optimised the way to ONNX Runtime.
/// </remarks>
public sealed class ShapeTimer
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_single = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(15);
    private bool _isCompiled;

    /// <summary>Milliseconds of each run.</summary>
    /// <param name="model">The bytes of an ONNX file that leaves the batch open.</param>
    /// <param name="one">One example, by the name of the graph's input.</param>
    /// <param name="many">Several examples.</param>
    /// <param name="batch">How many those are: <see cref="Speed.ThroughputBatch"/>, or fewer where each is large.</param>
    /// <param name="tail">Whether more runs of one example are needed to tell the slowest, after so many and so long; null: none are timed for that.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public (double[] One, double[] Many, double[] Tail) Time(
        byte[] model, IReadOnlyDictionary<string, Array> one, IReadOnlyDictionary<string, Array> many, int batch, Func<int, TimeSpan, bool>? tail, CancellationToken cancellationToken)
    {
        using var session = new OnnxSession(model, "the model to time");
        var warmUp = _isCompiled ? s_warmUp : s_first;
        _isCompiled = true;
        return (
            Runs(session, 1, one, TimedRuns.OfOne(warmUp, 1000, s_single), cancellationToken),
            Runs(session, batch, many, new TimedRuns(1, TimeSpan.Zero, 3, 20, s_batch), cancellationToken),
            tail is null ? [] : Runs(session, 1, one, new TimedRuns(3, s_warmUp, tail), cancellationToken));
    }

    private static double[] Runs(OnnxSession session, int rows, IReadOnlyDictionary<string, Array> inputs, TimedRuns plan, CancellationToken cancellationToken)
    {
        using var values = session.Bind(rows, inputs);
        using var options = new RunOptions();
        return plan.Time(() => session.Run(values, options), TimeProvider.System, cancellationToken);
    }
}
