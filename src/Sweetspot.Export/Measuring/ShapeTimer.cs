using System.Diagnostics;
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
    /// <param name="many"><see cref="Speed.ThroughputBatch"/> examples.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public (double[] One, double[] Many) Time(
        byte[] model, IReadOnlyDictionary<string, Array> one, IReadOnlyDictionary<string, Array> many, CancellationToken cancellationToken)
    {
        using var session = new OnnxSession(model, "the model to time");
        var warmUp = _isCompiled ? s_warmUp : s_first;
        _isCompiled = true;
        return (
            Runs(session, 1, one, (3, warmUp), (10, 1000, s_single), cancellationToken),
            Runs(session, Speed.ThroughputBatch, many, (1, TimeSpan.Zero), (3, 20, s_batch), cancellationToken));
    }

    private static double[] Runs(
        OnnxSession session, int rows, IReadOnlyDictionary<string, Array> inputs, (int Least, TimeSpan Time) discarded, (int Least, int Most, TimeSpan Time) timed,
        CancellationToken cancellationToken)
    {
        using var values = session.Bind(rows, inputs);
        using var options = new RunOptions();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < discarded.Least || Stopwatch.GetElapsedTime(start) < discarded.Time; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Once(session, values, options);
        }

        var times = new List<double>(timed.Most);
        start = Stopwatch.GetTimestamp();
        while (times.Count < timed.Least || (times.Count < timed.Most && Stopwatch.GetElapsedTime(start) < timed.Time))
        {
            cancellationToken.ThrowIfCancellationRequested();
            times.Add(Once(session, values, options));
        }

        return [.. times];
    }

    private static double Once(OnnxSession session, InputValues values, RunOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        using var answers = session.Run(values, options);
        return (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
    }
}
