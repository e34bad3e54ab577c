using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of blocks of a text.</summary>
/// <param name="nats">Cross-entropy of each block, summed over its tokens.</param>
/// <param name="bytes">Bytes of each.</param>
/// <param name="characters">Characters of each.</param>
/// <param name="tokens">Tokens of each.</param>
/// <remarks>Standard errors are those of ratios of sums over blocks, Σ(nats − R · size)² (Cochran 1977, §6.4), as drawing blocks again and again would give them.</remarks>
internal sealed class LanguageScores(double[] nats, int[] bytes, int[] characters, int[] tokens) : QualityScores
{
    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics { get; } = [Core.Metrics.NatsPerByte, Core.Metrics.NatsPerCharacter, Core.Metrics.NatsPerToken, Core.Metrics.Perplexity, Core.Metrics.Loss];

    /// <inheritdoc/>
    public override double? StandardError(Metric metric)
    {
        if (nats.Length < 2 || SizesOf(metric) is not { } sizes || Compute(metric) is not { } value)
        {
            return null;
        }

        var ratio = nats.Sum() / sizes.Sum();
        var squares = nats.Zip(sizes, (sum, size) => (sum - (ratio * size)) * (sum - (ratio * size))).Sum();
        var error = Math.Sqrt(squares * nats.Length / (nats.Length - 1.0)) / sizes.Sum();
        return metric.Name == Core.Metrics.Perplexity.Name ? value * error : error;
    }

    /// <inheritdoc/>
    public override float[] OfEach()
    {
        var mean = bytes.Average();
        return [.. nats.Select(sum => (float)(-sum / mean))];
    }

    /// <inheritdoc/>
    protected override double? Compute(Metric metric) => nats.Length == 0 || SizesOf(metric) is not { } sizes ? null
        : metric.Name == Core.Metrics.Perplexity.Name ? Math.Exp(nats.Sum() / sizes.Sum()) : nats.Sum() / sizes.Sum();

    /// <inheritdoc/>
    protected override double[]? Parts(Metric metric) =>
        SizesOf(metric) is not { } sizes || PartsOfRatio(nats, [.. sizes.Select(size => (double)size)]) is not { } parts ? null
        : metric.Name == Core.Metrics.Perplexity.Name && Compute(metric) is { } value ? [.. parts.Select(part => value * (1 + part - Math.Log(value)))]
        : parts;

    private int[]? SizesOf(Metric metric) => metric.Name switch
    {
        "nats_per_byte" => bytes,
        "nats_per_character" => characters,
        "nats_per_token" or "perplexity" or "loss" => tokens,
        _ => null,
    };
}
