namespace Sweetspot.Core;

/// <summary>What several models say of a quantity over a space: a mixture of normal distributions.</summary>
/// <param name="models">Each with its weight; the weights add up to 1.</param>
internal sealed class QuantityEstimate(IReadOnlyList<(GaussianProcess Process, double Weight)> models)
{
    /// <summary>The quantity itself.</summary>
    public Expected[] Of(double[] point) => Predict(point, 0);

    /// <summary>Standard deviation of a single training's scatter, as the models have it in the mean.</summary>
    public double NoiseDeviation => models.Sum(model => model.Weight * model.Process.NoiseDeviation);

    /// <summary>
    /// What one more training would give, with its scatter: much of what a smooth model cannot explain are real differences between candidates, which can be found.
    /// </summary>
    public Expected[] OfOneTraining(double[] point) => Predict(point, 1);

    /// <summary>The same in haste, without the points beside those of the models (<see cref="GaussianProcess.HasMore"/>).</summary>
    public Expected[] RoughlyOfOneTraining(double[] point) => Predict(point, 1, isRough: true);

    /// <summary>Whether haste makes a difference.</summary>
    public bool HasMore => models.Any(model => model.Process.HasMore);

    private Expected[] Predict(double[] point, double trainings, bool isRough = false)
    {
        var mixture = new Expected[models.Count];
        for (var index = 0; index < mixture.Length; index++)
        {
            var (process, weight) = models[index];
            var (mean, deviation) = process.Predict(point, isRough);
            mixture[index] = new Expected(weight, mean, Math.Sqrt((deviation * deviation) + (trainings * process.NoiseDeviation * process.NoiseDeviation)));
        }

        return mixture;
    }
}
