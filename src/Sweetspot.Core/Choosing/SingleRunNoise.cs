
namespace Sweetspot.Core;

/// <summary>How much single values of a quality scatter, where nothing can be measured again.</summary>
/// <param name="Deviation">Standard deviation of one value, in the quality's unit; a mean of n scatters √n times less.</param>
/// <param name="Basis">What it was made of, in words.</param>
public sealed record SingleRunNoise(double Deviation, string Basis)
{
    private const int FewestTrials = 12;
    private const int MostTrials = 200;
    private const int FewestFreedom = 5;

    /// <summary>
    /// From the spread within points that were measured repeatedly, pooled over their degrees of freedom; where those are few, what a smooth fit over the
    /// better half of the trials leaves unexplained (<see cref="GaussianProcess"/>): the worse half says little of how much good ones scatter.
    /// 0 where there are too few trials. Values of a point that are all equal are taken as copies of one row, which say nothing about noise.
    /// </summary>
    public static SingleRunNoise Of(IEnumerable<Trial> trials, Objective quality)
    {
        var completed = trials.Where(trial => ChoosingValues.Completed(trial, quality.Name) is not null)
            .OrderBy(trial => quality.Minimized(trial.Metrics[quality.Name].Value)).ThenBy(trial => trial.Number).ToList();
        var values = completed.ConvertAll(trial => trial.Metrics[quality.Name]);
        var repeated = values.FindAll(value => value is { Count: > 1, StandardError: > 0 });
        var freedom = repeated.Sum(value => value.Count - 1);
        var better = completed.Take(Math.Min(MostTrials, completed.Count / 2)).ToList();
        return freedom >= FewestFreedom || (freedom > 0 && better.Count < FewestTrials) ? Pooled(repeated, freedom)
            : better.Count >= FewestTrials ? Estimated(better, values[..better.Count])
            : new SingleRunNoise(0, "unknown: nothing was measured twice, and there are few trials");
    }

    private static SingleRunNoise Pooled(List<Measurement> repeated, int freedom)
    {
        var squares = repeated.Sum(value => (value.Count - 1) * value.Count * value.StandardError!.Value * value.StandardError.Value);
        var points = repeated.Count == 1 ? "a point" : Counted.Of(repeated.Count, "point");
        var few = freedom >= FewestFreedom ? "" : $" (only {Counted.Of(freedom, "degree")} of freedom)";
        return new SingleRunNoise(Math.Sqrt(squares / freedom), $"from the spread over repeated measurements of {points}{few}");
    }

    private static SingleRunNoise Estimated(List<Trial> better, List<Measurement> values)
    {
        var process = GaussianProcess.Fit(TrialFeatures.Of(better), values.ConvertAll(value => value.Value), values.ConvertAll(Share));
        return new SingleRunNoise(process.NoiseDeviation, "estimated: what a smooth fit over the better half of the trials leaves unexplained");

        static double Share(Measurement value) => value.StandardError is 0 ? 1 : 1.0 / value.Count;
    }
}
