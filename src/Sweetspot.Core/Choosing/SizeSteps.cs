using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Finds the neighbours of the chosen size on the scale of cost, and says what they would change.</summary>
internal static class SizeSteps
{
    /// <summary>Costs nearer than this, a mean logarithm of ratios, are the same cost.</summary>
    private const double SameCost = 0.05;

    /// <summary>The next dearer or cheaper finalist; where there is none, the next member of the front; where there is none, null.</summary>
    public static SizeStep? Find(ChoosingContext context, JudgedFinalist chosen, bool isUp)
    {
        bool IsBeyond(double? step) => step is { } value && (isUp ? value > SameCost : value < -SameCost);

        var finalist = context.Judgeable
            .Select(other => (Other: other, Step: context.Costs.Step(chosen.Value, other.Value)))
            .Where(pair => IsBeyond(pair.Step))
            .OrderBy(pair => Math.Abs(pair.Step!.Value))
            .FirstOrDefault().Other;
        if (finalist is not null)
        {
            return ToFinalist(context, chosen, finalist);
        }

        var member = context.Input.Front
            .Where(trial => ChoosingValues.Completed(trial, context.Input.Quality.Name) is not null)
            .Select(trial => (Trial: trial, Step: context.Costs.Step(chosen.Origin.Value, trial.Value)))
            .Where(pair => IsBeyond(pair.Step))
            .OrderBy(pair => Math.Abs(pair.Step!.Value))
            .FirstOrDefault().Trial;
        return member is null ? null : ToMember(context, chosen, member);
    }

    private static SizeStep ToFinalist(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist other)
    {
        var (gain, error) = context.Comparisons.Compare(other, chosen);
        var metrics = other.Metrics.SetItem(context.Input.Quality.Name, context.Quality(other));
        return Step(context, other.Origin, metrics, gain, error, Ratios(context, other.Value, chosen.Value));
    }

    private static SizeStep ToMember(ChoosingContext context, JudgedFinalist chosen, Trial other)
    {
        var quality = context.Input.Quality;
        var gain = quality.Minimized(chosen.Origin.Metrics[quality.Name].Value) - quality.Minimized(other.Metrics[quality.Name].Value);
        var ratios = Ratios(context, other.Value, chosen.Origin.Value);
        return Step(context, other, other.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal), gain, null, ratios);
    }

    private static SizeStep Step(
        ChoosingContext context,
        Trial trial,
        ImmutableSortedDictionary<string, Measurement> metrics,
        double gain,
        double? error,
        ImmutableSortedDictionary<string, double> ratios)
    {
        var quality = context.Input.Quality;
        var change = error is not null && Math.Abs(gain) <= error ? $"the same within noise (difference {PlainNumber.Of(Math.Abs(gain), error)})"
            : $"{PlainNumber.Of(Math.Abs(gain), error)} {(gain >= 0 ? "better" : "worse")}{(error is null ? " (single runs)" : "")}";
        var costs = string.Join(", ", ratios.Select(ratio => $"{PlainNumber.Times(ratio.Value)} times the {Metrics.Label(ratio.Key)}"));
        return new SizeStep
        {
            Trial = trial,
            Metrics = metrics,
            IsVerified = error is not null,
            QualityDifference = quality.Direction == Direction.Maximize ? gain : -gain,
            QualityStandardError = error,
            Ratios = ratios,
            Text = $"{context.Describe(trial.Candidate)}: {Metrics.Label(quality.Name)} {change}; {costs}",
        };
    }

    private static ImmutableSortedDictionary<string, double> Ratios(ChoosingContext context, Func<string, double?> other, Func<string, double?> chosen)
    {
        string[] always = [Metrics.Latency.Name, Metrics.TrainSeconds.Name, context.Input.SizeMetric];
        return always.Concat(context.Costs.Metrics).Distinct()
            .Where(metric => other(metric) is > 0 && chosen(metric) is > 0)
            .ToImmutableSortedDictionary(metric => metric, metric => other(metric)!.Value / chosen(metric)!.Value, StringComparer.Ordinal);
    }
}
