using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of answered numbers against the true ones.</summary>
internal sealed class RegressionScores : QualityScores
{
    private static readonly Metric[] Applicable = [Core.Metrics.R2, Core.Metrics.R2Raw, Core.Metrics.Rmse, Core.Metrics.Loss];
    private readonly double[] _errors;    // squared, modelled scale
    private readonly double[] _rawErrors; // squared, the data's scale
    private readonly double _variance;
    private readonly double _rawVariance;

    /// <param name="outputs">Answers on the modelled scale, one a row.</param>
    /// <param name="truth">Targets as in the data.</param>
    /// <param name="scale">How they are modelled.</param>
    public RegressionScores(float[] outputs, double[] truth, TargetScale scale)
    {
        var modelled = truth.Select(scale.ToModel).ToArray();
        _errors = [.. modelled.Select((target, row) => Square(target - (float.IsFinite(outputs[row]) ? scale.Limit(outputs[row]) : double.NaN)))];
        _rawErrors = [.. truth.Select((target, row) => Square(target - (float.IsFinite(outputs[row]) ? scale.ToData(outputs[row]) : double.NaN)))];
        _variance = Variance(modelled);
        _rawVariance = Variance(truth);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Applicable;

    /// <inheritdoc/>
    public override double? StandardError(Metric metric) => metric.Name switch
    {
        "r2" when _variance > 0 => Spread.ErrorOfMean(_errors) / _variance,
        "r2_raw" when _rawVariance > 0 => Spread.ErrorOfMean(_rawErrors) / _rawVariance,
        "loss" => Spread.ErrorOfMean(_errors),
        "rmse" when _rawErrors.Any(error => error > 0) => Spread.ErrorOfMean(_rawErrors) / (2 * Math.Sqrt(_rawErrors.Average())), // delta method
        _ => null,
    };

    /// <inheritdoc/>
    public override float[] OfEach() => [.. _errors.Select(error => (float)(-error / (_variance > 0 ? _variance : 1)))];

    /// <inheritdoc/>
    protected override double? Compute(Metric metric) => _errors.Length == 0 ? null : metric.Name switch
    {
        "r2" when _variance > 0 => 1 - (_errors.Average() / _variance),
        "r2_raw" when _rawVariance > 0 => 1 - (_rawErrors.Average() / _rawVariance),
        "rmse" => Math.Sqrt(_rawErrors.Average()),
        "loss" => _errors.Average(),
        _ => null,
    };

    /// <inheritdoc/>
    protected override double[]? Parts(Metric metric) => metric.Name switch
    {
        "r2" when _variance > 0 => [.. _errors.Select(error => 1 - (error / _variance))],
        "r2_raw" when _rawVariance > 0 => [.. _rawErrors.Select(error => 1 - (error / _rawVariance))],
        "rmse" when Math.Sqrt(_rawErrors.DefaultIfEmpty().Average()) is var root and > 0 => [.. _rawErrors.Select(error => root + (((error / root) - root) / 2))],
        "loss" => _errors,
        _ => null,
    };

    private static double Variance(double[] values)
    {
        if (values.Length == 0)
        {
            return 0;
        }

        var mean = values.Average();
        return values.Average(value => Square(value - mean));
    }

    private static double Square(double value) => value * value;
}
