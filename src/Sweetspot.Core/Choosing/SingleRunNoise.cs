namespace Sweetspot.Core;

/// <summary>How much single values of a quality scatter, where nothing can be measured again.</summary>
/// <param name="Deviation">Standard deviation, in the quality's unit.</param>
/// <param name="Basis">What it was made of, in words.</param>
public sealed record SingleRunNoise(double Deviation, string Basis)
{
    private const int FewestTrials = 12;
    private const int MostTrials = 200;

    /// <summary>
    /// From the values' own standard errors where they have some; else what a smooth fit over the better half of the trials leaves unexplained
    /// (<see cref="GaussianProcess"/>): the worse half says little of how much good ones scatter. 0 where there are too few trials.
    /// </summary>
    public static SingleRunNoise Of(IEnumerable<Trial> trials, Objective quality)
    {
        var completed = trials.Where(trial => ChoosingValues.Completed(trial, quality.Name) is not null)
            .OrderBy(trial => quality.Minimized(trial.Metrics[quality.Name].Value)).ThenBy(trial => trial.Number).ToList();
        var errors = completed.Select(trial => trial.Metrics[quality.Name].StandardError).OfType<double>().ToList();
        if (errors.Count > 0)
        {
            return new SingleRunNoise(Math.Sqrt(errors.Average(error => error * error)), "from the spread over repeated measurements of a point");
        }

        var better = completed.Take(Math.Min(MostTrials, completed.Count / 2)).ToList();
        if (better.Count < FewestTrials)
        {
            return new SingleRunNoise(0, "unknown: nothing was measured twice, and there are few trials");
        }

        var process = GaussianProcess.Fit(TrialFeatures.Of(better), [.. better.Select(trial => trial.Metrics[quality.Name].Value)], [.. better.Select(_ => 1.0)]);
        return new SingleRunNoise(process.NoiseDeviation, "estimated: what a smooth fit over the better half of the trials leaves unexplained");
    }
}
