namespace Sweetspot.Core;

/// <summary>Says so where the space may have ended too early.</summary>
internal static class SpaceEnds
{
    /// <summary>Fewer trials than this on either side of a comparison say nothing.</summary>
    private const int Enough = 3;

    /// <summary>
    /// At most two sentences on the genes at whose ends the chosen or the best finalist sits: widen, where the best at the end beats the best
    /// elsewhere by more than the noise of a single run; and that smaller ones might do as well, where the chosen one sits at the end of small
    /// models. A low end of 0 or 1 is where counting starts, not an end that can be moved.
    /// </summary>
    /// <param name="context">All that is compared.</param>
    /// <param name="chosen">The recommended finalist.</param>
    /// <param name="best">The best one.</param>
    /// <param name="mayGrow">False where bigger models were found not to help: then no end of larger models is to be widened.</param>
    public static IEnumerable<string> Findings(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best, bool mayGrow)
    {
        if (context.Input.Edges is not { } edges)
        {
            yield break;
        }

        var chosenEdges = edges(chosen.Candidate).Where(CanMove).ToList();
        var compared = chosenEdges.Union(edges(best.Candidate).Where(CanMove)).Select(edge => (Edge: edge, Sides: Split(context, edge)))
            .Where(pair => pair.Sides.At.Count >= Enough && pair.Sides.Elsewhere.Count >= Enough)
            .ToLookup(pair => Rises(context, best, pair.Sides.At, pair.Sides.Elsewhere));
        var rising = compared[true].Where(pair => mayGrow || MeanLogSize(context, pair.Sides.At) <= MeanLogSize(context, pair.Sides.Elsewhere))
            .Select(pair => Place(pair.Edge)).ToList();
        var small = compared[false]
            .Where(pair => chosenEdges.Contains(pair.Edge) && MeanLogSize(context, pair.Sides.At) < MeanLogSize(context, pair.Sides.Elsewhere))
            .Select(pair => Place(pair.Edge))
            .ToList();
        if (rising.Count > 0)
        {
            yield return $"Widen the space: quality still rises toward {string.Join(", ", rising)}, where it ends.";
        }

        if (small.Count > 0)
        {
            yield return $"Smaller might do as well: the recommended size sits at {string.Join(", ", small)}, and beyond was not tried.";
        }
    }

    private static bool CanMove(SpaceEdge edge) => edge.IsHighEnd || edge.Value is not { IsNumber: true, Number: 0 or 1 };

    private static string Place(SpaceEdge edge) => $"{edge.Gene} = {edge.Value} ({(edge.IsHighEnd ? "high" : "low")} end)";

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

        return Top(at) - Top(elsewhere) > QualityNoise.Guess(best.Origin, quality, context.Input.ValidationRows);
    }

    private static double MeanLogSize(ChoosingContext context, List<Trial> trials)
    {
        var sizes = trials.Select(trial => trial.Value(context.Input.SizeMetric)).OfType<double>().Where(size => size > 0).ToList();
        return sizes.Count == 0 ? 0 : sizes.Average(Math.Log);
    }
}
