using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of held-out items by their ranks.</summary>
/// <param name="ranks">Rank of each row's item, from 1; infinite where it cannot be ranked.</param>
/// <param name="losses">Minus the logarithm of its share.</param>
internal sealed class RankingScores(double[] ranks, double[] losses) : QualityScores
{
    private const int Places = 10;
    private static readonly Metric[] Applicable = [Core.Metrics.NdcgAt10, Core.Metrics.RecallAt10, Core.Metrics.Loss];

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Applicable;

    /// <inheritdoc/>
    public override double? StandardError(Metric metric) => Values(metric) is { } values ? Spread.ErrorOfMean(values) : null;

    /// <inheritdoc/>
    public override float[] OfEach() => [.. Values(Core.Metrics.NdcgAt10)!.Select(gain => (float)gain)];

    /// <inheritdoc/>
    protected override double? Compute(Metric metric) => ranks.Length > 0 && Values(metric) is { } values ? values.Average() : null;

    /// <inheritdoc/>
    protected override double[]? Parts(Metric metric) => Values(metric);

    private double[]? Values(Metric metric) => metric.Name switch
    {
        "ndcg_at_10" => [.. ranks.Select(rank => rank <= Places ? 1 / Math.Log2(1 + rank) : 0)],
        "recall_at_10" => [.. ranks.Select(rank => rank <= Places ? 1.0 : 0)],
        "loss" => losses,
        _ => null,
    };
}
