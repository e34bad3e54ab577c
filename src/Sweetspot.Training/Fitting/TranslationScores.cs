using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of translations against the references.</summary>
/// <param name="translations">What was written, greedily.</param>
/// <param name="references">What was wanted.</param>
/// <param name="scored">What of each reference the model gave a probability, and which.</param>
internal sealed class TranslationScores(IReadOnlyList<string> translations, IReadOnlyList<string> references, IReadOnlyList<ScoredTarget> scored) : QualityScores
{
    private static readonly Metric[] Applicable = [Core.Metrics.ChrF, Core.Metrics.NatsPerCharacter, Core.Metrics.Loss];
    private readonly ImmutableArray<double[]> _statistics = [.. translations.Zip(references, ChrF.Statistics)];
    private readonly double[] _nats = [.. scored.Select(target => target.Nats)];
    private readonly double[] _tokens = [.. scored.Select(target => (double)target.Tokens)];
    private readonly double[] _characters = [.. scored.Select(target => target.Characters)];

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Applicable;

    /// <inheritdoc/>
    public override double? StandardError(Metric metric) => Parts(metric) is { } parts ? Spread.ErrorOfMean(parts) : null;

    /// <inheritdoc/>
    public override string? Remark(Metric metric)
    {
        var cut = scored.Where(target => target.IsCut).ToList();
        return cut.Count == 0 || metric.Name == "chrf" ? null : $"{cut.Count} of {scored.Count} targets are longer than {cut[0].Tokens} tokens, and scored up to there";
    }

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
