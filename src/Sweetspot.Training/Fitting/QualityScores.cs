using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>How well a model answered a set of rows.</summary>
internal abstract class QualityScores
{
    /// <summary>The quality metrics that apply.</summary>
    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>A metric's value; null where it is undefined (AUC of a single class, r2 of equal targets) or not finite.</summary>
    public double? Value(Metric metric) => Compute(metric) is { } value && double.IsFinite(value) ? value : null;

    /// <summary>Standard error of a metric that is a mean over examples, or follows from one; null for others.</summary>
    public abstract double? StandardError(Metric metric);

    /// <summary>What a reader must know of a metric's value, for its origin; null where nothing.</summary>
    public virtual string? Remark(Metric metric) => null;

    /// <summary>Hits and rows of every class, of a worst-class recall; null of other metrics.</summary>
    public virtual IReadOnlyList<ClassHits>? ClassesOf(Metric metric) => null;

    /// <summary>One score a row, higher is better: their mean differences are differences of the primary quality.</summary>
    public abstract float[] OfEach();

    /// <summary>
    /// Each row's part of a metric, flipped so that higher is better: their mean is the metric's value, and their spread gives its standard error (delta method), so that the mean of
    /// paired differences has the error of the difference. Null where the metric has none.
    /// </summary>
    public float[]? PartsOf(Metric metric) => Parts(metric) is { } parts ? [.. parts.Select(part => (float)(metric.Better == Direction.Maximize ? part : -part))] : null;

    /// <summary>Each row's part of a metric in its own direction; null where it has none.</summary>
    protected abstract double[]? Parts(Metric metric);

    /// <summary>Parts of Σ values / Σ sizes, to first order (Cochran 1977, §6.4); null where the sizes add up to nothing.</summary>
    protected static double[]? PartsOfRatio(IReadOnlyCollection<double> values, IReadOnlyCollection<double> sizes)
    {
        if (sizes.Sum() is var total && total <= 0)
        {
            return null;
        }

        var (ratio, mean) = (values.Sum() / total, total / sizes.Count);
        return [.. values.Zip(sizes, (value, size) => ratio + ((value - (ratio * size)) / mean))];
    }

    /// <summary>The value before it is checked.</summary>
    protected abstract double? Compute(Metric metric);
}
