namespace Sweetspot.Core;

/// <summary>The highest value: the sum of price times metric, added where more is better and taken off where less is.</summary>
internal static class UtilityRule
{
    /// <summary>Chooses among the eligible finalists, of which there is at least one.</summary>
    /// <exception cref="UserInputException">There are no prices, one is not a positive number, or no finalist has a priced metric.</exception>
    public static RuleDecision Choose(ChoosingContext context)
    {
        var prices = context.Input.Prices;
        var problems = Problems(context).ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        double Value(JudgedFinalist finalist) => prices.Sum(price => Sign(context, price.Key) * price.Value * finalist.Metrics[price.Key].Value);

        var priced = context.Eligible.Where(finalist => prices.Keys.All(finalist.Metrics.ContainsKey)).ToList();
        var ranked = priced.OrderByDescending(Value).ThenBy(context.Size).ToList();
        var terms = prices.Select(price =>
            $"{(Sign(context, price.Key) > 0 ? "+" : "-")} {PlainNumber.Of(price.Value)} x {price.Key} {PlainNumber.Of(ranked[0].Metrics[price.Key].Value)}");
        var next = ranked.Count > 1 ? $"; next: {context.Describe(ranked[1].Candidate)}, {PlainNumber.Of(Value(ranked[1]))}" : "";
        return new RuleDecision(
            ranked[0],
            ChoosingRule.Utility.Name(),
            $"worth {PlainNumber.Of(Value(ranked[0]))} at the prices given ({string.Join(" ", terms)}), the most of {Counted.Of(ranked.Count, "finalist")}{next}");
    }

    private static IEnumerable<string> Problems(ChoosingContext context)
    {
        if (context.Input.Prices.IsEmpty)
        {
            yield return "choose.prices: the utility rule needs a price for quality and for at least one cost, e.g. accuracy: 100, latency_ms: 0.5";
        }

        foreach (var (metric, price) in context.Input.Prices)
        {
            if (!double.IsFinite(price) || price < 0)
            {
                yield return $"choose.prices.{metric}: {PlainNumber.Of(price)} is not a price; give a number of 0 or more (what is a cost is taken off by itself)";
            }
            else if (!context.Eligible.Any(finalist => finalist.Metrics.ContainsKey(metric)))
            {
                yield return $"choose.prices.{metric}: no finalist has this metric; use one of {string.Join(", ", context.Eligible[0].Metrics.Keys)}";
            }
        }

        if (!context.Eligible.Any(finalist => context.Input.Prices.Keys.All(finalist.Metrics.ContainsKey)))
        {
            yield return "choose.prices: no finalist has all priced metrics";
        }
    }

    private static int Sign(ChoosingContext context, string metric)
    {
        var direction = context.Input.Objectives.FirstOrDefault(objective => objective.Name == metric)?.Direction
            ?? Metrics.Find(metric)?.Better ?? Direction.Minimize;
        return direction == Direction.Maximize ? 1 : -1;
    }
}
