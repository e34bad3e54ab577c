namespace Sweetspot.Core;

/// <summary>Says so where a bigger model than the chosen one is no better.</summary>
internal static class BiggerSizes
{
    /// <summary>Models of at least this many times the size count as bigger.</summary>
    private const double Bigger = 2;

    /// <summary>Fewer trials than this say nothing.</summary>
    private const int Enough = 3;

    /// <summary>
    /// One sentence where no larger finalist is better beyond noise, and the best of at least three larger search trials is one of those
    /// finalists, or no better than the chosen one's own search trial by more than the noise of a single run. (The best of several is lucky, so
    /// this errs toward silence.)
    /// </summary>
    public static IEnumerable<string> Findings(ChoosingContext context, JudgedFinalist chosen)
    {
        if (chosen.Value(context.Input.SizeMetric) is not > 0)
        {
            yield break;
        }

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
            var times = larger.Max(trial => trial.Metrics[input.SizeMetric].Value) / size;
            yield return $"Bigger does not help: {larger.Count} trials with {PlainNumber.Of(Bigger)} to {PlainNumber.Of(times < 10 ? Math.Round(times, 1) : Math.Round(times))} times its "
                + $"{Metrics.Label(input.SizeMetric)} reached {Metrics.Label(input.Quality.Name)} {PlainNumber.Of(best.Metrics[input.Quality.Name].Value)} at best in single runs, "
                + $"against its {PlainNumber.Of(own)}{Verified(context, chosen, largerFinalists)}.";
        }
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
