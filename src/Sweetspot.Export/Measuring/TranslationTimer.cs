using System.Diagnostics;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Times how an exported encoder-decoder translates in ONNX Runtime on one thread: sentences of middle length, as many tokens written as the translation in the middle has.</summary>
/// <remarks>One sentence: 3 to 100 runs within 40 ms; 16 at once: 2 to 10 runs within 40 ms; each after one that is discarded.</remarks>
public static class TranslationTimer
{
    /// <summary>Sentences in a run that tells the throughput.</summary>
    public const int Sentences = 16;

    private static readonly TimeSpan s_run = TimeSpan.FromMilliseconds(40);

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
    public static (double[] One, double[] Many, double[] Tail) Time(byte[] model, EncoderDecoderShape shape, Func<int, TimeSpan, bool>? tail, CancellationToken cancellationToken)
    {
        using var session = new OnnxSession(model, "the model to time");
        return (
            Runs(session, shape, 1, (runs, elapsed) => runs < 3 || (runs < 100 && elapsed < s_run), cancellationToken),
            Runs(session, shape, Sentences, (runs, elapsed) => runs < 2 || (runs < 10 && elapsed < s_run), cancellationToken),
            tail is null ? [] : Runs(session, shape, 1, tail, cancellationToken));
    }

    private static double[] Runs(OnnxSession session, EncoderDecoderShape shape, int sentences, Func<int, TimeSpan, bool> needsMore, CancellationToken cancellationToken)
    {
        var source = MadeUpInputs.Tokens(sentences * Math.Min(shape.Source.TypicalLength, shape.Source.Length), shape.Source.Vocabulary);
        void Once() => GreedyWriter.Write(session, source, sentences, Steps(shape), stopsAtEnd: false, cancellationToken);
        Once();
        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (needsMore(times.Count, Stopwatch.GetElapsedTime(start)))
        {
            var began = Stopwatch.GetTimestamp();
            Once();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return [.. times];
    }
}
