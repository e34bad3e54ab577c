namespace Sweetspot.Core;

/// <summary>Which members of a front are worth retraining.</summary>
/// <remarks>
/// The decision will be "the cheapest whose quality is within about one standard error of the best", but the values seen so far are of single
/// runs, the best of them lucky. So the best is taken, then the cheapest member within t standard errors of it for several t (1, 2, ½, 3, 1½ …):
/// the answer under each plausible place of the threshold, just above and just below it.
/// </remarks>
public static class FinalistSelection
{
    private static readonly double[] _thresholds = [1, 2, 0.5, 3, 1.5, 0.25, 4, 2.5, 0.75, 5, 0.1, 6, 8];

    /// <summary>Up to <paramref name="count"/> of the members, the best quality first.</summary>
    /// <param name="front">Members of the front; those without a completed quality value are passed over.</param>
    /// <param name="objectives">The study's objectives.</param>
    /// <param name="quality">The quality among them.</param>
    /// <param name="count">Most finalists.</param>
    /// <param name="validationRows">Rows that the quality was measured on, to guess its noise; 0 where unknown.</param>
    /// <param name="sizeMetric">The metric of size, which breaks ties and is the cost where no objective is.</param>
    public static IReadOnlyList<Trial> Choose(
        IEnumerable<Trial> front, IReadOnlyList<Objective> objectives, Objective quality, int count, int validationRows, string sizeMetric = "parameters")
    {
        var members = front.Where(trial => ChoosingValues.Completed(trial, quality.Name) is not null).ToList();
        if (members.Count == 0 || count <= 0)
        {
            return [];
        }

        var costs = new CostScale(
            ChoosingValues.CostMetrics(objectives, quality, sizeMetric), [.. members.Select(trial => (Func<string, double?>)trial.Value)]);
        var cheapestFirst = members
            .OrderBy(trial => costs.Of(trial.Value)).ThenBy(trial => trial.Value(sizeMetric) ?? double.MaxValue).ThenBy(trial => trial.Number)
            .ToList();
        var best = cheapestFirst.MinBy(trial => quality.Minimized(trial.Metrics[quality.Name].Value))!; // not empty: checked above
        return Around(cheapestFirst, best, quality, QualityNoise.Guess(best, quality, validationRows), count);
    }

    private static List<Trial> Around(List<Trial> cheapestFirst, Trial best, Objective quality, double noise, int count)
    {
        double Behind(Trial trial) =>
            quality.Minimized(trial.Metrics[quality.Name].Value) - quality.Minimized(best.Metrics[quality.Name].Value);

        var chosen = new List<Trial> { best };
        var byThreshold = _thresholds.Select(t => cheapestFirst.First(trial => Behind(trial) <= t * noise));
        var byNearness = cheapestFirst.OrderBy(trial => Math.Abs(Behind(trial) - noise));
        foreach (var trial in byThreshold.Concat(byNearness))
        {
            if (chosen.Count < count && !chosen.Exists(other => other.Number == trial.Number))
            {
                chosen.Add(trial);
            }
        }

        return chosen;
    }
}
