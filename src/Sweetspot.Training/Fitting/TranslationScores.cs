using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of translations against the references.</summary>
/// <param name="translations">What was written, greedily.</param>
/// <param name="references">What was wanted.</param>
/// <param name="losses">Nats and tokens of each reference.</param>
internal sealed class TranslationScores(IReadOnlyList<string> translations, IReadOnlyList<string> references, IReadOnlyList<(double Nats, int Tokens)> losses) : QualityScores
{
    private static readonly Metric[] Applicable = [Core.Metrics.ChrF, Core.Metrics.NatsPerCharacter, Core.Metrics.Loss];
    private readonly ImmutableArray<double[]> _statistics = [.. translations.Zip(references, ChrF.Statistics)];
    private readonly double[] _nats = [.. losses.Select(loss => loss.Nats)];
    private readonly double[] _tokens = [.. losses.Select(loss => (double)loss.Tokens)];
    private readonly double[] _characters = [.. references.Select(text => (double)text.EnumerateRunes().Count())];

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Applicable;

    /// <inheritdoc/>
    public override double? StandardError(Metric metric) => Parts(metric) is { } parts ? ErrorOfMean(parts) : null;

    /// <inheritdoc/>
    public override float[] OfEach() => [.. ChrF.Parts(_statistics).Select(part => (float)part)];

    /// <inheritdoc/>
    protected override double? Compute(Metric metric) => _statistics.IsEmpty ? null : metric.Name switch
    {
        "chrf" => ChrF.Score(_statistics),
        "nats_per_character" => _nats.Sum() / _characters.Sum(),
        "loss" => _nats.Sum() / _tokens.Sum(),
        _ => null,
    };

    /// <inheritdoc/>
    protected override double[]? Parts(Metric metric) => _statistics.IsEmpty ? null : metric.Name switch
    {
        "chrf" => ChrF.Parts(_statistics),
        "nats_per_character" => PartsOfRatio(_nats, _characters),
        "loss" => PartsOfRatio(_nats, _tokens),
        _ => null,
    };
}
