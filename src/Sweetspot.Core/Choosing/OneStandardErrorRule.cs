namespace Sweetspot.Core;

/// <summary>The cheapest finalist whose quality is not distinguishably worse than the best; with relative goals, the cheapest that keeps them.</summary>
internal static class OneStandardErrorRule
{
    /// <summary>Chooses among the eligible finalists, of which there is at least one.</summary>
    public static RuleDecision Choose(ChoosingContext context, JudgedFinalist best)
    {
        if (!context.GoalBests.IsEmpty)
        {
            return WithinGoals(context, best);
        }

        var sides = context.Eligible.ToLookup(finalist => context.IsNotDistinguishablyWorse(finalist, best));
        var (near, worse) = (sides[true], sides[false].ToList());

        // A noisier finalist may pass where a better and cheaper one does not: then it should not win by its noise.
        bool IsBeaten(JudgedFinalist finalist) => worse.Exists(other => other.Gain >= finalist.Gain && context.Cost(other) <= context.Cost(finalist));
        var chosen = context.Cheapest([.. near.Where(finalist => !IsBeaten(finalist))]);
        return new RuleDecision(chosen, ChoosingRule.OneStandardError.Name(), Reason(context, chosen, best));
    }

    private static RuleDecision WithinGoals(ChoosingContext context, JudgedFinalist best)
    {
        var chosen = context.Cheapest(context.Eligible);
        var goals = string.Join(" and ", context.GoalBests.Select(goal => goal.Goal));
        var reason = $"{context.QualityText(chosen)} {Metrics.Label(context.Input.Quality.Name)}: the cheapest of {Counted.Of(context.Finalists.Length, "finalist")} that keeps {goals}; "
            + (ReferenceEquals(chosen, best) ? "it is the best as well" : "the best " + Beside(context, chosen, best));
        return new RuleDecision(chosen, goals, reason);
    }

    private static string Reason(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        var head = $"{context.QualityText(chosen)} {Metrics.Label(context.Input.Quality.Name)}: ";
        if (!ReferenceEquals(chosen, best))
        {
            return $"{head}not distinguishably worse than the best {Beside(context, chosen, best)}";
        }

        var cheaper = context.Eligible.Where(finalist => context.Cost(finalist) < context.Cost(chosen)).ToList();
        if (context.Eligible.Length == 1)
        {
            return $"{head}the only finalist{(context.Finalists.Length == 1 ? "" : " that keeps all limits")}";
        }

        if (cheaper.Count == 0)
        {
            return $"{head}the best of {Counted.Of(context.Eligible.Length, "finalist")}, and the cheapest as well";
        }

        var next = cheaper.MaxBy(finalist => finalist.Gain)!; // not empty: counted above
        var (difference, error) = context.Comparisons.Compare(best, next);
        return context.IsNotDistinguishablyWorse(next, best)
            ? $"{head}the best of {Counted.Of(context.Eligible.Length, "finalist")}; none that is cheaper beyond noise is smaller"
            : $"{head}the best of {Counted.Of(context.Eligible.Length, "finalist")}, and every cheaper one is distinguishably worse "
                + $"(nearest: {context.Describe(next.Candidate)}, worse by {PlainNumber.Of(difference, error)})";
    }

    private static string Beside(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        var (difference, error) = context.Comparisons.Compare(best, chosen);
        var ratio = Math.Exp(context.Cost(chosen) - context.Cost(best));
        return $"({context.Describe(best.Candidate)}, {context.QualityText(best)}; paired difference {PlainNumber.Of(difference, error)}) "
            + $"at {PlainNumber.Of(ratio, null)} times its cost";
    }
}
