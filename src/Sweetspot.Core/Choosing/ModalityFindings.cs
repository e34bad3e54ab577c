using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Says of each kind of data what it adds, at what cost, and whether it pays.</summary>
internal static class ModalityFindings
{
    /// <summary>One finding for each kind, in their order.</summary>
    public static IEnumerable<ModalityFinding> Of(ChoosingContext context, JudgedFinalist chosen) =>
        context.Input.Modalities.Select(modality => Beside(context, modality, Of(context, modality), chosen));

    /// <remarks>
    /// The best of those with a kind beside the best of those without would compare the luckier of two groups of different sizes, and models that differ in more. So the best of the search
    /// is set beside its own twin: neither was chosen by the values that are compared.
    /// </remarks>
    private static ModalityFinding Of(ChoosingContext context, Modality modality)
    {
        var best = context.Input.Ablated;
        var twin = best is null ? null : context.Input.Ablations.FirstOrDefault(other => modality.IsUsed(other) != modality.IsUsed(best));
        var (one, other) = (Retrained(context, best), Retrained(context, twin));
        var (with, without) = best is not null && modality.IsUsed(best) ? (one, other) : (other, one);
        var finding = new ModalityFinding { Name = modality.Name, With = with?.Origin, Without = without?.Origin, Text = "" };
        if (with is null || without is null)
        {
            return finding with { Text = $"{modality.Name}: what it adds is not known: {Why(context, modality, best, twin)}" };
        }

        var (gain, error) = context.Comparisons.Compare(with, without);
        var isCheaper = context.Cost(with) < context.Cost(without) - context.CostNoise(with, without);
        finding = finding with
        {
            Gain = gain,
            StandardError = error,
            Ratios = Ratios(context, with, without),
            Pays = gain > error || (gain >= -error && isCheaper),
        };
        return finding with { Text = Text(context, finding, with, without) };
    }

    /// <summary>Adds why the choice does otherwise, where it does.</summary>
    private static ModalityFinding Beside(ChoosingContext context, Modality modality, ModalityFinding finding, JudgedFinalist chosen)
    {
        var uses = modality.IsUsed(chosen.Candidate);
        if (finding.Pays is not { } pays || pays == uses)
        {
            return finding;
        }

        var twin = context.Finalists.First(other => other.Origin.Number == (uses ? finding.Without : finding.With)!.Number); // retrained, or there was no verdict
        var (difference, error) = context.Comparisons.Compare(chosen, twin);
        var quality = difference > error ? $"{PlainNumber.Of(difference, error)} worse" : difference < -error ? $"{PlainNumber.Of(-difference, error)} better" : "no different beyond noise in quality";
        var cost = PlainNumber.Times(Math.Exp(context.Cost(twin) - context.Cost(chosen)));
        return finding with
        {
            Text = $"{finding.Text}; the recommended one {(uses ? "uses it" : "leaves it out")} all the same, chosen among all finalists by quality and cost: "
                + $"beside it, {context.Describe(twin.Candidate)} {(uses ? "without" : "with")} it is {quality} at {cost} times the cost{(context.Eligible.Contains(twin) ? "" : " and does not keep all limits")}",
        };
    }

    private static JudgedFinalist? Retrained(ChoosingContext context, Candidate? candidate) =>
        candidate is null ? null : context.Finalists.FirstOrDefault(finalist => !finalist.Completed.IsEmpty && finalist.Candidate.Equals(candidate));

    /// <summary>Why there was no comparison.</summary>
    private static string Why(ChoosingContext context, Modality modality, Candidate? best, Candidate? twin)
    {
        if (best is null)
        {
            return "no model was found that could be compared with and without it; a larger budget may tell";
        }

        var difference = modality.IsUsed(best) ? "leaves it out" : "uses it";
        if (twin is null)
        {
            return $"the space allows no model that {difference} and is otherwise the best found";
        }

        var tried = context.Input.Trials.FirstOrDefault(trial => trial.Candidate.Equals(twin));
        return tried is { HasEnded: true } && ChoosingValues.Completed(tried, context.Input.Quality.Name) is null && tried.State != TrialState.Abandoned
            ? $"the best found was not compared with the same model that {difference}: its training did not complete ({tried.Reason ?? "no reason given"})"
            : $"the best found was not compared with the same model that {difference}: no time was left to retrain both; give the study more time";
    }

    private static ImmutableSortedDictionary<string, double> Ratios(ChoosingContext context, JudgedFinalist with, JudgedFinalist without)
    {
        string[] always = [Metrics.Latency.Name, Metrics.TrainSeconds.Name, context.Input.SizeMetric];
        return always.Concat(context.Costs.Metrics).Distinct()
            .Where(metric => with.Value(metric) is > 0 && without.Value(metric) is > 0)
            .ToImmutableSortedDictionary(metric => metric, metric => with.Value(metric)!.Value / without.Value(metric)!.Value, StringComparer.Ordinal);
    }

    private static string Text(ChoosingContext context, ModalityFinding finding, JudgedFinalist with, JudgedFinalist without)
    {
        var quality = Metrics.Label(context.Input.Quality.Name);
        var (gain, error) = (finding.Gain!.Value, finding.StandardError!.Value);
        var adds = gain >= 0 ? $"adds {PlainNumber.Of(gain, error)} {quality}" : $"takes away {PlainNumber.Of(-gain, error)} {quality}";
        var costs = string.Join(", ", finding.Ratios.Select(ratio => $"{PlainNumber.Times(ratio.Value)} times the {Metrics.Label(ratio.Key)}"));
        var verdict = finding.Pays!.Value
            ? gain > error ? "it pays: better by more than its paired standard error" : "it pays: no worse, and cheaper"
            : "it does not pay for what it costs: not better by more than its paired standard error";
        return $"{finding.Name} {adds} ({context.QualityText(with)} with it, {context.QualityText(without)} without, all else as in the best found) at {costs}; {verdict}";
    }
}
