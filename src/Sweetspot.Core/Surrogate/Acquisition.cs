namespace Sweetspot.Core;

/// <summary>How much a trial of a candidate is worth: the expected gain of hypervolume times the probability that it trains and keeps the limits.</summary>
internal sealed class Acquisition
{
    private readonly IReadOnlyList<QuantityEstimate?> _objectives; // null: computed
    private readonly IReadOnlyList<ImprovementScale> _scales;
    private readonly IReadOnlyList<QuantityEstimate> _limits;
    private readonly QuantityEstimate? _failure;
    private readonly ExpectedImprovement _whole;
    private readonly Lazy<ExpectedImprovement> _nearBest;
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
        IReadOnlyList<QuantityEstimate?> objectives, IReadOnlyList<ImprovementScale> scales,
        IReadOnlyList<QuantityEstimate> limits, QuantityEstimate? failure, IReadOnlyList<double[]> front, IReadOnlyList<CandidatePlace> pending, IReadOnlyList<CandidatePlace> examples)
    {
        (_objectives, _scales, _limits, _failure) = (objectives, scales, limits, failure);
        List<double[]> reached = [.. front, .. pending.Select(one => Predict(one).Select(Expected.MeanOf).ToArray())];
        HasFront = front.Count > 0;
        var reference = Reference([.. examples.Select(Roughly)]);
        _whole = new ExpectedImprovement(reached, reference);
        _nearBest = new Lazy<ExpectedImprovement>(() => objectives[0] is { } quality && HasFront
            ? new ExpectedImprovement(reached, [Math.Min(front.Min(point => point[0]) + Math.Max(quality.NoiseDeviation, LeastBehind), reference[0]), .. reference[1..]])
            : _whole);
        _volume = new Lazy<double>(() => front.Count > 0 ? Hypervolume.Of([.. front.SelectMany(point => point)], reference) : 0);
    }

    /// <summary>Of each objective, by how much more than its range what is a little worse than the worst still counts.</summary>
    private const double Beyond = 1.02;

    /// <summary>As a share of the quality's range: how much behind the best may be recommended even where training does not scatter.</summary>
    private const double LeastBehind = 0.01;

    /// <summary>
    /// How many times volume near the best quality counts for <see cref="Aim.Recommendation"/>: so often that it decides while any to speak of is to be expected. Where none is, the front
    /// decides, and not which of the hopeless has more left.
    /// </summary>
    private const double NearBestCounts = 1000;

    /// <summary>Whether anything that counts was found before.</summary>
    private bool HasFront { get; }

    /// <summary>The worth of a candidate; 0 or more, never NaN. Where nothing feasible is known, how likely the candidate is.</summary>
    public double Of(CandidatePlace candidate, Aim aim)
    {
        var likely = Likely(candidate.Point);
        return HasFront ? likely * Gain(Predict(candidate), aim) : likely;
    }

    /// <summary>Whether <see cref="RoughlyOf"/> is faster than <see cref="Of"/>.</summary>
    public bool HasRough => HasFront && _objectives.Any(objective => objective?.HasPointsBeside == true);

    /// <summary>The worth of a candidate in haste, without the nearest of many trials, to see which deserve a closer look.</summary>
    public double RoughlyOf(CandidatePlace candidate, Aim aim) =>
        Likely(candidate.Point, static (estimate, point) => estimate.RoughlyOfOneTraining(point)) * Gain(Roughly(candidate), aim);

    /// <summary>
    /// The hypervolume that a candidate is expected to add, as a share of what is reached: what it really is, without the luck of a single training. Infinite where nothing is reached.
    /// </summary>
    public double ShareOf(CandidatePlace candidate) => _volume.Value > 0
        ? Likely(candidate.Point) * _whole.Of(Predict(candidate, static (estimate, point) => estimate.Of(point))) / _volume.Value
        : double.PositiveInfinity;

    private double Gain(Expected[][] values, Aim aim) => _whole.Of(values) + (aim == Aim.Recommendation ? NearBestCounts * _nearBest.Value.Of(values) : 0);

    /// <summary>Of each objective what one more training would give, on its scale.</summary>
    private Expected[][] Predict(CandidatePlace candidate) => Predict(candidate, static (estimate, point) => estimate.OfOneTraining(point));

    private Expected[][] Roughly(CandidatePlace candidate) => Predict(candidate, static (estimate, point) => estimate.RoughlyOfOneTraining(point));

    private Expected[][] Predict(CandidatePlace candidate, Func<QuantityEstimate, double[], Expected[]> of)
    {
        var values = new Expected[_scales.Count][];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = _objectives[index] is { } estimate ? of(estimate, candidate.Point)
                : Expected.Certain(double.IsNaN(candidate.Known[index]) ? 1 : _scales[index].Of(candidate.Known[index]));
        }

        return values;
    }

    /// <summary>
    /// Values on their scales beyond which nothing counts: a little worse than the worst seen, and than the worst expected anywhere. Else what costs more than all that was tried could
    /// gain nothing, however good, and a search that began among the small would stay there.
    /// </summary>
    private double[] Reference(List<Expected[][]> expected) => [.. _scales.Select((_, index) => Beyond * expected.Select(values => Expected.MeanOf(values[index])).Append(1).Max())];

    private double Likely(double[] point) => Likely(point, static (estimate, place) => estimate.OfOneTraining(place));

    private double Likely(double[] point, Func<QuantityEstimate, double[], Expected[]> of)
    {
        var likely = _failure is { } failure ? Below(of(failure, point)) : 1;
        foreach (var limit in _limits)
        {
            likely *= Below(of(limit, point));
        }

        return likely;
    }

    /// <summary>How likely a quantity is below 0 in one more training.</summary>
    private static double Below(Expected[] training) =>
        training.Sum(part => part.Weight * Normal.Below(-part.Mean / Math.Sqrt((part.Deviation * part.Deviation) + 1e-9)));
}
