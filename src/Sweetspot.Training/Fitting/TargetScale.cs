using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The scale on which a regression target is modelled: its transform, then mean 0 and deviation 1 over the training rows.</summary>
/// <param name="Transform">Transform.</param>
/// <param name="Mean">Mean of the transformed training targets.</param>
/// <param name="Deviation">Their standard deviation; 1 where all are equal.</param>
/// <param name="Lowest">Smallest answer given, on the modelled scale: the training targets' range widened by a tenth at each end.</param>
/// <param name="Highest">Largest answer given.</param>
internal sealed record TargetScale(TargetTransform Transform, double Mean, double Deviation, double Lowest, double Highest)
{
    /// <summary>Fits the scale to training targets.</summary>
    /// <param name="transform">Transform.</param>
    /// <param name="targets">Targets of the training rows.</param>
    /// <param name="widening">Share of their range by which answers may leave it at each end: none for ratings, whose scale is known.</param>
    public static TargetScale Fit(TargetTransform transform, double[] targets, double widening = 0.1)
    {
        var values = targets.Select(target => Apply(transform, target)).ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        deviation = deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? deviation : 1;
        var margin = widening * (values.Max() - values.Min()) / deviation;
        return new TargetScale(
            transform, mean, deviation, ((values.Min() - mean) / deviation) - margin, ((values.Max() - mean) / deviation) + margin);
    }

    /// <summary>From the data's scale to the modelled one.</summary>
    public double ToModel(double target) => (Apply(Transform, target) - Mean) / Deviation;

    /// <summary>From the modelled scale to the data's, kept within the range of answers.</summary>
    public double ToData(double modelled)
    {
        var value = (Limit(modelled) * Deviation) + Mean;
        return Transform == TargetTransform.Log ? Math.Exp(value) : value;
    }

    /// <summary>Keeps a modelled value within the range of answers, so that no logarithm far off explodes.</summary>
    public double Limit(double modelled) => Math.Clamp(modelled, Lowest, Highest);

    private static double Apply(TargetTransform transform, double target) => transform == TargetTransform.Log ? Math.Log(target) : target;
}
