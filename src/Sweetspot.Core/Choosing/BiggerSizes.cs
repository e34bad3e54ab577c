namespace Sweetspot.Core;

/// <summary>Says so where a bigger model than the chosen one is no better, or the chosen one hardly better than a much smaller one.</summary>
internal static class BiggerSizes
{
    /// <summary>Models of at least this many times the size count as bigger.</summary>
    private const double Bigger = 2;

    /// <summary>Fewer trials than this say nothing.</summary>
    private const int Enough = 3;

    /// <summary>Standard errors from which a gain is beyond doubt (about 95 %).</summary>
    private const double Doubt = 2;

    /// <summary>
    /// One sentence where no larger finalist is better beyond noise, and the best of at least three larger search trials is one of those
    /// finalists, or no better than the chosen one's own search trial by more than the noise of a single run. (The best of several is lucky, so
    /// this errs toward silence.)
    /// </summary>
    public static IEnumerable<string> Findings(ChoosingContext context, JudgedFinalist chosen) => chosen.Value(context.Input.SizeMetric) is > 0
        ? Larger(context, chosen).Concat(Smaller(context, chosen))
        : [];

    private static IEnumerable<string> Larger(ChoosingContext context, JudgedFinalist chosen)
    {
        var (input, size) = (context.Input, context.Size(chosen));
        var largerFinalists = context.Judgeable.Where(other => other.Value(input.SizeMetric) >= Bigger * size).ToList();
        var larger = input.Trials
            .Where(trial => ChoosingValues.Completed(trial, input.Quality.Name) is not null && trial.Value(input.SizeMetric) >= Bigger * size)
            .ToList();
        if (larger.Count < Enough || largerFinalists.Exists(other => !context.IsNotDistinguishablyWorse(chosen, other)))
        {
            yield break;
        }

        var best = larger.MinBy(trial => input.Quality.Minimized(trial.Metrics[input.Quality.Name].Value))!; // at least three
        var own = chosen.Origin.Metrics[input.Quality.Name].Value;
        var gain = input.Quality.Minimized(own) - input.Quality.Minimized(best.Metrics[input.Quality.Name].Value);
        var isRetrained = largerFinalists.Exists(other => other.Origin.Number == best.Number && !other.Completed.IsEmpty);
        if (isRetrained || gain <= QualityNoise.Guess(chosen.Origin, input.Quality, input.ValidationRows))
        {
            var (reached, against) = PlainNumber.Pair(best.Metrics[input.Quality.Name].Value, own);
            var times = larger.Max(trial => trial.Metrics[input.SizeMetric].Value) / size;
            yield return $"Bigger does not help: {Counted.Of(larger.Count, "trial")} with {PlainNumber.Of(Bigger)} to {PlainNumber.Of(times < 10 ? Math.Round(times, 1) : Math.Round(times))} times its "
                + $"{Metrics.Label(input.SizeMetric)} reached {Metrics.Label(input.Quality.Name)} {reached} at best in single runs, "
                + $"against its {against}{Verified(context, chosen, largerFinalists)}.";
        }
    }

    /// <summary>The smallest verified model that is cheaper and at most half the size, over which no larger finalist gains two standard errors.</summary>
    private static IEnumerable<string> Smaller(ChoosingContext context, JudgedFinalist chosen)
    {
        bool IsBeyondDoubt(JudgedFinalist small, JudgedFinalist other)
        {
            var (difference, error) = context.Comparisons.Compare(other, small);
            return difference > Doubt * error;
        }

        var small = context.Judgeable
            .Where(finalist => !finalist.Completed.IsEmpty && finalist.Value(context.Input.SizeMetric) is > 0
                && Bigger * context.Size(finalist) <= context.Size(chosen) && context.Cost(finalist) < context.Cost(chosen))
            .OrderBy(context.Size)
            .FirstOrDefault(finalist => !context.Judgeable.Any(other => context.Size(other) > context.Size(finalist) && IsBeyondDoubt(finalist, other)));
        if (small is null)
        {
            yield break;
        }

        var (gain, error) = context.Comparisons.Compare(chosen, small);
        var times = context.Size(chosen) / context.Size(small);
        yield return $"Bigger does not help beyond doubt: {PlainNumber.Times(times)} times the {Metrics.Label(context.Input.SizeMetric)} of {context.Describe(small.Candidate)} "
            + $"bring {Metrics.Label(context.Input.Quality.Name)} {PlainNumber.Of(gain, error)}, less than two standard errors; where cost weighs more, take the small one.";
    }

    private static string Verified(ChoosingContext context, JudgedFinalist chosen, List<JudgedFinalist> larger)
    {
        if (larger.MaxBy(other => other.Gain) is not { } best || best.Completed.IsEmpty)
        {
            return "";
        }

        var (difference, error) = context.Comparisons.Compare(best, chosen);
        return $"; retrained, the best of the larger finalists is {PlainNumber.Of(Math.Abs(difference), error)} {(difference >= 0 ? "better, within noise" : "worse")}";
    }
}
