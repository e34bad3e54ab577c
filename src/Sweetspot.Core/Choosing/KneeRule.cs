namespace Sweetspot.Core;

/// <summary>
/// The point farthest above the straight line between the smallest and the largest of the front, over ln(size), both axes scaled to 0..1.
/// </summary>
internal static class KneeRule
{
    /// <summary>Distances that differ by less are a near-tie.</summary>
    private const double NearTie = 0.02;

    /// <summary>Chooses among the eligible finalists, of which there is at least one.</summary>
    public static RuleDecision Choose(ChoosingContext context, JudgedFinalist best)
    {
        var sized = context.Eligible.Where(finalist => finalist.Value(context.Input.SizeMetric) is > 0).ToList();
        var axis = context.Input.SizeMetric;
        if (sized.Count > 1 && sized.TrueForAll(finalist => context.Size(finalist) == context.Size(sized[0])))
        {
            return Decide(sized.MaxBy(finalist => finalist.Gain)!, $"all {sized.Count} finalists have equal {axis}; the best quality decides");
        }

        var front = Front(context, sized);
        return front switch
        {
            [] => Decide(best, $"no finalist has a known {axis}; the best quality decides"),
            [var only] => Decide(only, "front has one point"),
            [var small, var large] => OfTwo(context, small, large, $"no knee is defined on two points ({Both(context, small, large)})"),
            _ => OfMany(context, front),
        };
    }

    private static RuleDecision Decide(JudgedFinalist chosen, string reason) => new(chosen, ChoosingRule.Knee.Name(), reason);

    /// <summary>Non-dominated in size and quality, smallest first.</summary>
    private static List<JudgedFinalist> Front(ChoosingContext context, List<JudgedFinalist> finalists)
    {
        var front = new List<JudgedFinalist>();
        foreach (var finalist in finalists.OrderBy(context.Size).ThenByDescending(finalist => finalist.Gain))
        {
            if (front.Count == 0 || finalist.Gain > front[^1].Gain)
            {
                front.Add(finalist);
            }
        }

        return front;
    }

    private static RuleDecision OfTwo(ChoosingContext context, JudgedFinalist small, JudgedFinalist large, string why)
    {
        var (difference, error) = context.Comparisons.Compare(large, small);
        var text = PlainNumber.Of(difference, error);
        return context.IsNotDistinguishablyWorse(small, large)
            ? Decide(small, $"{why}; the smaller is taken because it is not distinguishably worse (difference {text})")
            : Decide(large, $"{why}; the better is taken because the smaller is distinguishably worse (difference {text})");
    }

    private static RuleDecision OfMany(ChoosingContext context, List<JudgedFinalist> front)
    {
        var (first, last) = (front[0], front[^1]);
        double Distance(JudgedFinalist point) =>
            ((point.Gain - first.Gain) / (last.Gain - first.Gain))
            - (Math.Log(context.Size(point) / context.Size(first)) / Math.Log(context.Size(last) / context.Size(first)));

        var knee = front.MaxBy(Distance)!; // at least three points
        if (Distance(knee) <= 1e-9)
        {
            return OfTwo(context, first, last, $"no knee: no point lies above the line between the ends ({Both(context, first, last)})");
        }

        var ties = front.Where(point => !ReferenceEquals(point, knee) && Distance(knee) - Distance(point) < NearTie).ToList();
        var tied = ties.Count == 0 ? "" : $"; near-tie: {string.Join(", ", ties.Select(point => Show(context, point)))}";
        return Decide(
            knee,
            $"{context.QualityText(knee)} {Metrics.Label(context.Input.Quality.Name)}: the knee over ln({Metrics.Label(context.Input.SizeMetric)}) from {PlainNumber.Of(context.Size(first))} "
            + $"to {PlainNumber.Of(context.Size(last))}, {PlainNumber.Of(Distance(knee), null)} above the line between the ends{tied}");
    }

    private static string Both(ChoosingContext context, JudgedFinalist small, JudgedFinalist large) =>
        $"{Show(context, small)}; {Show(context, large)}";

    private static string Show(ChoosingContext context, JudgedFinalist point) =>
        $"{context.Describe(point.Candidate)}: {PlainNumber.Of(context.Size(point))} {Metrics.Label(context.Input.SizeMetric)}, {context.QualityText(point)}";
}
