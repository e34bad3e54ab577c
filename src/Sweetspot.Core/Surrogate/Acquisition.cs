namespace Sweetspot.Core;

/// <summary>How much a trial of a candidate is worth: the expected gain of hypervolume times the probability that it trains and keeps the limits.</summary>
internal sealed class Acquisition
{
    private readonly IReadOnlyList<GaussianProcess?> _objectives; // null: computed
    private readonly IReadOnlyList<ImprovementScale> _scales;
    private readonly IReadOnlyList<GaussianProcess> _limits;
    private readonly GaussianProcess? _failure;
    private readonly ExpectedImprovement _improvement;
    private readonly Lazy<double> _volume;

    /// <summary>Makes one.</summary>
    /// <param name="objectives">Of each objective what is known of it; null where it is computed.</param>
    /// <param name="scales">Of each objective.</param>
    /// <param name="limits">Of each limit, how far it is broken.</param>
    /// <param name="failure">Whether training goes wrong, 1 or −1; null where none did.</param>
    /// <param name="front">Values on their scales of the best trials; of what is pending, as expected.</param>
    /// <param name="pending">Candidates being tried.</param>
    /// <param name="examples">Candidates all over the space: how far objectives range beyond what was tried.</param>
    public Acquisition(
        IReadOnlyList<GaussianProcess?> objectives, IReadOnlyList<ImprovementScale> scales,
        IReadOnlyList<GaussianProcess> limits, GaussianProcess? failure, IReadOnlyList<double[]> front, IReadOnlyList<CandidatePlace> pending, IReadOnlyList<CandidatePlace> examples)
    {
        (_objectives, _scales, _limits, _failure) = (objectives, scales, limits, failure);
        var expected = pending.Select(one => Predict(one).Select(value => value.Mean).ToArray());
        HasFront = front.Count > 0;
        var reference = Reference([.. examples.Select(one => Predict(one))]);
        _improvement = new ExpectedImprovement([.. front, .. expected], reference);
        _volume = new Lazy<double>(() => front.Count > 0 ? Hypervolume.Of([.. front.SelectMany(point => point)], reference) : 0);
    }

    /// <summary>Of each objective, by how much more than its range what is a little worse than the worst still counts.</summary>
    private const double Beyond = 1.02;

    /// <summary>Whether anything that counts was found before.</summary>
    private bool HasFront { get; }

    /// <summary>The worth of a candidate; 0 or more, never NaN. Where nothing feasible is known, how likely the candidate is.</summary>
    public double Of(CandidatePlace candidate)
    {
        var likely = Likely(candidate.Point);
        return HasFront ? likely * _improvement.Of(Predict(candidate)) : likely;
    }

    /// <summary>
    /// The hypervolume that a candidate is expected to add, as a share of what is reached: what it really is, without the luck of a single training. Infinite where nothing is reached.
    /// </summary>
    public double ShareOf(CandidatePlace candidate) => _volume.Value > 0
        ? Likely(candidate.Point) * _improvement.Of(Predict(candidate, static (process, at) => process.Predict(at))) / _volume.Value
        : double.PositiveInfinity;

    /// <summary>Of each objective mean and deviation on its scale; no deviation where it is computed.</summary>
    public (double Mean, double Deviation)[] Predict(CandidatePlace candidate) => Predict(candidate, Single);

    private (double Mean, double Deviation)[] Predict(CandidatePlace candidate, Func<GaussianProcess, double[], (double Mean, double Deviation)> of)
    {
        var values = new (double, double)[_scales.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = _objectives[index] is { } process ? of(process, candidate.Point)
                : double.IsNaN(candidate.Known[index]) ? (1, 0)
                : (_scales[index].Of(candidate.Known[index]), 0);
        }

        return values;
    }

    /// <summary>
    /// Values on their scales beyond which nothing counts: a little worse than the worst seen, and than the worst expected anywhere. Else what costs more than all that was tried could
    /// gain nothing, however good, and a search that began among the small would stay there.
    /// </summary>
    private double[] Reference(List<(double Mean, double Deviation)[]> expected) => [.. _scales.Select((_, index) => Beyond * expected.Select(values => values[index].Mean).Append(1).Max())];

    /// <summary>
    /// What one more training would give, with its scatter: much of what a smooth model cannot explain are real differences between candidates, which can be found.
    /// </summary>
    private static (double Mean, double Deviation) Single(GaussianProcess process, double[] point)
    {
        var (mean, deviation) = process.Predict(point);
        return (mean, Math.Sqrt((deviation * deviation) + (process.NoiseDeviation * process.NoiseDeviation)));
    }

    private double Likely(double[] point)
    {
        var likely = _failure is { } failure ? Normal.Below(-Standard(failure, point)) : 1;
        foreach (var limit in _limits)
        {
            likely *= Normal.Below(-Standard(limit, point));
        }

        return likely;
    }

    private static double Standard(GaussianProcess process, double[] point)
    {
        var (mean, deviation) = process.Predict(point);
        return mean / Math.Sqrt((deviation * deviation) + (process.NoiseDeviation * process.NoiseDeviation) + 1e-9);
    }
}
