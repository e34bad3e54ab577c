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

    /// <summary>One score a row, higher is better: their mean differences are differences of the primary quality.</summary>
    public abstract float[] OfEach();

    /// <summary>The value before it is checked.</summary>
    protected abstract double? Compute(Metric metric);

    /// <summary>Standard error of the mean of independent values.</summary>
    protected static double? ErrorOfMean(double[] values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1.0) / values.Length);
    }
}
