namespace Sweetspot.Core;

/// <summary>Says so where the space may have ended too early.</summary>
internal static class SpaceEnds
{
    /// <summary>
    /// For each gene at whose end the chosen or the best finalist sits: widen, where quality still rises toward that end by more than half the
    /// noise of a single run; and at the small end, that smaller ones might do as well.
    /// </summary>
    public static IEnumerable<string> Findings(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        if (context.Input.Edges is not { } edges)
        {
            yield break;
        }

        var chosenEdges = edges(chosen.Candidate);
        foreach (var edge in chosenEdges.Union(edges(best.Candidate)))
        {
            var who = chosenEdges.Contains(edge) ? "the recommended size" : "the best finalist";
            var place = $"{edge.Gene} = {edge.Value} is the {(edge.IsHighEnd ? "high" : "low")} end of its range";
            var (at, elsewhere) = Split(context, edge);
            if (at.Count > 0 && elsewhere.Count > 0 && Rises(context, best, at, elsewhere))
            {
                yield return $"Widen the space: {who} sits at an end ({place}), and quality still rises toward it.";
            }
            else if (chosenEdges.Contains(edge) && MeanLogSize(context, at) < MeanLogSize(context, elsewhere))
            {
                yield return $"Smaller might do as well: {who} sits at an end ({place}), and smaller ones were not tried.";
            }
        }
    }

    private static (List<Trial> At, List<Trial> Elsewhere) Split(ChoosingContext context, SpaceEdge edge)
    {
        var active = context.Input.Trials
            .Where(trial => ChoosingValues.Completed(trial, context.Input.Quality.Name) is not null && trial.Candidate.Find(edge.Gene) is not null)
            .ToLookup(trial => trial.Candidate.Find(edge.Gene) == edge.Value);
        return ([.. active[true]], [.. active[false]]);
    }

    private static bool Rises(ChoosingContext context, JudgedFinalist best, List<Trial> at, List<Trial> elsewhere)
    {
        var quality = context.Input.Quality;
        double Top(List<Trial> trials) => trials.Max(trial => -quality.Minimized(trial.Metrics[quality.Name].Value));

        return Top(at) - Top(elsewhere) > 0.5 * QualityNoise.Guess(best.Origin, quality, context.Input.ValidationRows);
    }

    private static double MeanLogSize(ChoosingContext context, List<Trial> trials)
    {
        var sizes = trials.Select(trial => trial.Value(context.Input.SizeMetric)).OfType<double>().Where(size => size > 0).ToList();
        return sizes.Count == 0 ? 0 : sizes.Average(Math.Log);
    }
}
