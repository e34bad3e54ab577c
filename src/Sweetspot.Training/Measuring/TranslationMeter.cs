using System.Collections.Immutable;
using System.Diagnostics;
using Sweetspot.Core;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Measures how fast an encoder-decoder translates: sentences of middle length, as many tokens written as the translation in the middle has.</summary>
/// <remarks>
/// Latency: one sentence, from its ids to the last token. Throughput: 64 sentences at once. Each the median of 3 to 100 runs within 40 ms, after one that
/// is discarded.
/// </remarks>
internal static class TranslationMeter
{
    private const int Sentences = 64;
    private const int Fewest = 3;
    private const int Most = 100;
    private static readonly TimeSpan RunTime = TimeSpan.FromMilliseconds(40);

    /// <summary><c>latency_ms</c>, <c>throughput_per_s</c> and <c>tokens_per_second</c>, and the tail where it is asked for; call while nothing else of ours runs.</summary>
    public static ImmutableDictionary<string, Measurement> Measure(EncoderDecoderModule model, EncoderDecoderShape shape, TailLatency? tail, CancellationToken cancellationToken)
    {
        var before = MachineLoad.OthersRunning();
        var single = Run(model, shape, 1, NeedsMore, cancellationToken);
        var batch = Run(model, shape, Sentences, NeedsMore, cancellationToken);
        var slowest = tail is null ? [] : Run(model, shape, 1, TailLatency.NeedsMore, cancellationToken);
        var after = MachineLoad.OthersRunning();
        var warning = MachineLoad.Warning(before is { } a && after is { } b ? Math.Min(a, b) : null, Environment.ProcessorCount);
        var (one, many) = (RobustStatistics.Median(single), RobustStatistics.Median(batch));
        var (rate, error) = (Sentences * 1000 / many, RobustStatistics.ErrorOfMedian(batch) / many);
        var written = Steps(shape);
        return (tail?.Of(slowest, Detail(1, slowest, warning)) ?? ImmutableDictionary<string, Measurement>.Empty).AddRange(new Dictionary<string, Measurement>
        {
            [Metrics.Latency.Name] = Metrics.Latency.Measured(one, Detail(1, single, warning), RobustStatistics.ErrorOfMedian(single)),
            [Metrics.Throughput.Name] = Metrics.Throughput.Measured(rate, Detail(Sentences, batch, warning), rate * error),
            [Metrics.TokensPerSecond.Name] = Metrics.TokensPerSecond.Measured(rate * written, Detail(Sentences, batch, warning), rate * written * error),
        });

        string Detail(int sentences, double[] samples, string? busy) => FormattableString.Invariant(
            $"{TorchProcess.Description}, {sentences} {(sentences == 1 ? "sentence" : "sentences")} of {shape.Source.TypicalLength} tokens, {written} written greedily, random weights; median of {samples.Length}, p95 {RobustStatistics.Quantile(samples, 0.95):0.####} ms{(busy is null ? "" : $"; {busy}")}");
    }

    private static bool NeedsMore(int runs, TimeSpan elapsed) => runs < Fewest || (runs < Most && elapsed < RunTime);

    private static int Steps(EncoderDecoderShape shape) => Math.Min(shape.Target.TypicalLength, shape.Target.Length);

    /// <returns>Milliseconds of each run.</returns>
    private static double[] Run(EncoderDecoderModule model, EncoderDecoderShape shape, int sentences, Func<int, TimeSpan, bool> needsMore, CancellationToken cancellationToken)
    {
        using var noGradients = inference_mode();
        using var scope = NewDisposeScope();
        var length = Math.Min(shape.Source.TypicalLength, shape.Source.Length);
        var source = tensor([.. Enumerable.Range(0, sentences * length).Select(at => 1 + (at * 7919L % (shape.Source.Vocabulary - 1)))]).view(sentences, length); // a prime: neighbours differ
        model.Translate(source, Steps(shape), stopsAtEnd: false);
        var samples = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (needsMore(samples.Count, Stopwatch.GetElapsedTime(start)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            model.Translate(source, Steps(shape), stopsAtEnd: false);
            samples.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return [.. samples];
    }
}
