namespace Sweetspot.Core;

/// <summary>What several models say of a quantity over a space: a mixture of normal distributions.</summary>
/// <param name="models">Each with its weight; the weights add up to 1.</param>
internal sealed class QuantityEstimate(IReadOnlyList<(GaussianProcess Process, double Weight)> models)
{
    /// <summary>The quantity itself.</summary>
    public Expected[] Of(double[] point) => Mixture(0, process => process.Predict(point));

    /// <summary>Standard deviation of a single training's scatter, as the models have it in the mean.</summary>
    public double NoiseDeviation => models.Sum(model => model.Weight * model.Process.NoiseDeviation);

    /// <summary>
    /// What one more training would give, with its scatter: much of what a smooth model cannot explain are real differences between candidates, which can be found.
    /// </summary>
    public Expected[] OfOneTraining(double[] point) => Mixture(1, process => process.Predict(point));

    /// <summary>The same in haste, without the points beside those of the models (<see cref="GaussianProcess.HasPointsBeside"/>).</summary>
    public Expected[] RoughlyOfOneTraining(double[] point) => Mixture(1, process => process.PredictRoughly(point));

    /// <summary>Whether haste makes a difference.</summary>
    public bool HasPointsBeside => models.Any(model => model.Process.HasPointsBeside);

    private Expected[] Mixture(double trainings, Func<GaussianProcess, (double Mean, double Deviation)> predict)
    {
        var mixture = new Expected[models.Count];
        for (var index = 0; index < mixture.Length; index++)
        {
            var (process, weight) = models[index];
            var (mean, deviation) = predict(process);
            mixture[index] = new Expected(weight, mean, Math.Sqrt((deviation * deviation) + (trainings * process.NoiseDeviation * process.NoiseDeviation)));
        }

        return mixture;
    }
}
