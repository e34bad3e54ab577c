using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Says of each kind of data what it adds, at what cost, and whether it pays.</summary>
internal static class ModalityFindings
{
    /// <summary>One finding for each kind, in their order.</summary>
    public static IEnumerable<ModalityFinding> Of(ChoosingContext context) => context.Input.Modalities.Select(modality => Of(context, modality));

    private static ModalityFinding Of(ChoosingContext context, Modality modality)
    {
        var with = Best(context, finalist => modality.IsUsed(finalist.Candidate));
        var without = Best(context, finalist => !modality.IsUsed(finalist.Candidate));
        var finding = new ModalityFinding { Name = modality.Name, With = with?.Origin, Without = without?.Origin, Text = "" };
        if (with is null || without is null)
        {
            var side = with is null ? "uses it" : "leaves it out";
            return finding with { Text = $"{modality.Name}: no finalist {side}, so what it adds is not known; a larger budget may tell" };
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

    private static JudgedFinalist? Best(ChoosingContext context, Func<JudgedFinalist, bool> isOfSide)
    {
        var eligible = context.Eligible.Where(isOfSide).ToList();
        return (eligible.Count > 0 ? eligible : context.Judgeable.Where(finalist => isOfSide(finalist) && !finalist.Completed.IsEmpty)).MaxBy(finalist => finalist.Gain);
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
        return $"{finding.Name} {adds} ({context.QualityText(with)} with it, {context.QualityText(without)} without, the best of each) at {costs}; {verdict}";
    }
}
