namespace Sweetspot.Core;

/// <summary>Estimates of a quantity for every trial from all of them and from the retrainings of some.</summary>
/// <param name="trials">Completed trials of the search.</param>
/// <param name="verified">Completed retrainings of some of their candidates.</param>
internal sealed class TrialEstimates(IReadOnlyList<Trial> trials, IReadOnlyDictionary<Candidate, List<Trial>> verified)
{
    private readonly IReadOnlyList<double[]> _points = TrialFeatures.Of(trials);

    /// <summary>Mean and standard deviation for each trial; of what is not sampled, its own value and 0.</summary>
    public IReadOnlyList<(double Mean, double Deviation)> Of(Func<Trial, double> value, bool isSampled)
    {
        if (!isSampled)
        {
            return [.. trials.Select(trial => (value(trial), 0.0))];
        }

        var repeats = trials.Index().Select(pair => (pair.Index, Runs: verified.GetValueOrDefault(pair.Item.Candidate) ?? [])).Where(pair => pair.Runs.Count > 0).ToList();
        var process = GaussianProcess.Fit(
            [.. _points, .. repeats.Select(pair => _points[pair.Index])],
            [.. trials.Select(value), .. repeats.Select(pair => pair.Runs.Average(value))],
            [.. trials.Select(_ => 1.0), .. repeats.Select(pair => 1.0 / pair.Runs.Count)]);
        return [.. _points.Select(process.Predict)];
    }
}
