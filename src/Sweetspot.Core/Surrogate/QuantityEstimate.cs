namespace Sweetspot.Core;

/// <summary>What several models say of a quantity over a space: a mixture of normal distributions.</summary>
/// <param name="models">Each with its weight; the weights add up to 1.</param>
internal sealed class QuantityEstimate(IReadOnlyList<(GaussianProcess Process, double Weight)> models)
{
    /// <summary>The quantity itself.</summary>
    public Expected[] Of(double[] point) => Predict(point, 0);

    /// <summary>
    /// What one more training would give, with its scatter: much of what a smooth model cannot explain are real differences between candidates, which can be found.
    /// </summary>
    public Expected[] OfOneTraining(double[] point) => Predict(point, 1);

    private Expected[] Predict(double[] point, double trainings)
    {
        var mixture = new Expected[models.Count];
        for (var index = 0; index < mixture.Length; index++)
        {
            var (process, weight) = models[index];
            var (mean, deviation) = process.Predict(point);
            mixture[index] = new Expected(weight, mean, Math.Sqrt((deviation * deviation) + (trainings * process.NoiseDeviation * process.NoiseDeviation)));
        }

        return mixture;
    }
}
