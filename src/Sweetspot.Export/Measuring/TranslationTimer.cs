using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Times how an exported encoder-decoder translates in ONNX Runtime on one thread: sentences of middle length, as many tokens written as the translation in the middle has.</summary>
/// <remarks>
/// One sentence: 3 discarded runs and more until 5 ms have passed, then up to 100 runs within 40 ms, at least 10. 16 at once: 1 discarded run, then 5 to 20
/// runs within 40 ms. The first model of a process runs until the just-in-time compiler has optimised the way to ONNX Runtime.
/// </remarks>
public sealed class TranslationTimer
{
    /// <summary>Sentences in a run that tells the throughput.</summary>
    public const int Sentences = 16;

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_run = TimeSpan.FromMilliseconds(40);
    private bool _isCompiled;

    /// <summary>Tokens written in a run.</summary>
    public static int Steps(EncoderDecoderShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Math.Min(shape.Target.TypicalLength, shape.Target.Length);
    }

    /// <summary>Milliseconds of each run.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="tail">Whether more runs of one sentence are needed to tell the slowest, after so many and so long; null: none are timed for that.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    public (double[] One, double[] Many, double[] Tail) Time(byte[] model, EncoderDecoderShape shape, Func<int, TimeSpan, bool>? tail, CancellationToken cancellationToken)
    {
        using var session = new OnnxSession(model, "the model to time");
        var warmUp = _isCompiled ? s_warmUp : s_first;
        _isCompiled = true;
        return (
            Runs(session, shape, 1, TimedRuns.OfOne(warmUp, 100, s_run), cancellationToken),
            Runs(session, shape, Sentences, new TimedRuns(1, TimeSpan.Zero, 5, 20, s_run), cancellationToken),
            tail is null ? [] : Runs(session, shape, 1, new TimedRuns(3, s_warmUp, tail), cancellationToken));
    }

    private static double[] Runs(OnnxSession session, EncoderDecoderShape shape, int sentences, TimedRuns plan, CancellationToken cancellationToken)
    {
        var source = MadeUpInputs.Tokens(sentences * Math.Min(shape.Source.TypicalLength, shape.Source.Length), shape.Source.Vocabulary);
        return plan.Time(Once, TimeProvider.System, cancellationToken);

        IDisposable? Once()
        {
            GreedyWriter.Write(session, source, sentences, Steps(shape), stopsAtEnd: false, cancellationToken);
            return null;
        }
    }
}
