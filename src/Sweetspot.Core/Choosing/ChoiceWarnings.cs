namespace Sweetspot.Core;

/// <summary>What a reader should know before relying on a recommendation.</summary>
internal static class ChoiceWarnings
{
    private const int FewTrials = 20;

    /// <summary>All that apply, the weightiest first.</summary>
    public static IEnumerable<string> Of(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        var bigger = BiggerSizes.Findings(context, chosen).ToList();
        return Verification(context)
            .Concat(OffTheFront(context, chosen))
            .Concat(Baselines(context, chosen))
            .Concat(bigger)
            .Concat(SpaceEnds.Findings(context, chosen, best, mayGrow: bigger.Count == 0))
            .Concat(NearTies(context, chosen, best))
            .Concat(Budget(context));
    }

    private static IEnumerable<string> Verification(ChoosingContext context)
    {
        if (context.Finalists.All(finalist => finalist.Completed.IsEmpty))
        {
            yield return context.Input.SingleRunNoise is null
                ? "No finalist was retrained: qualities are of single runs, and the best of many is lucky. Give the study more time."
                : "No finalist was retrained: a table tells no more than it holds, and the best of many values in it is partly lucky.";
        }
        else if (context.Finalists.Any(finalist => finalist.Completed.IsEmpty))
        {
            var missing = context.Finalists.Where(finalist => finalist.Completed.IsEmpty).Select(finalist => context.Describe(finalist.Candidate));
            yield return $"Not retrained, so not considered: {string.Join("; ", missing)}.";
        }
    }

    private static IEnumerable<string> OffTheFront(ChoosingContext context, JudgedFinalist chosen)
    {
        if (!chosen.Completed.IsEmpty && context.Input.Front.All(trial => trial.Number != chosen.Origin.Number))
        {
            var own = PlainNumber.Of(chosen.Origin.Metrics[context.Input.Quality.Name].Value);
            yield return $"The front is of single runs, and its own ({own}) is not on it: others seem better and cheaper by the luck of one run. "
                + $"It is judged by its {chosen.Completed.Length} retrainings ({context.QualityText(chosen)}).";
        }
    }

    private static IEnumerable<string> Baselines(ChoosingContext context, JudgedFinalist chosen)
    {
        foreach (var baseline in BaselineComparisons.Of(context, chosen))
        {
            if (!baseline.IsBeaten)
            {
                yield return $"{(baseline.IsWorse ? $"Worse than a reference{(baseline.StandardError is null ? "" : " beyond noise")}" : "Not beaten beyond noise")}: {baseline.Text}.";
            }
        }

        if (chosen.Origin.Request.Purpose == TrialPurpose.Baseline)
        {
            var isAlone = !context.Input.Trials.Any(trial => trial.Request.Purpose == TrialPurpose.Search && trial.State == TrialState.Completed);
            yield return $"The {ReferenceName.Of(chosen.Candidate)} is recommended: "
                + (isAlone ? "no other training was completed whole, so it was compared with none." : "no network earned its cost on this data.");
        }
    }

    private static IEnumerable<string> NearTies(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        var ties = context.Eligible.Where(other => !ReferenceEquals(other, chosen)
            && context.IsNotDistinguishablyWorse(other, best)
            && Math.Abs(context.Cost(other) - context.Cost(chosen)) <= Math.Max(0.05, context.CostNoise(other, chosen)));
        foreach (var tie in ties)
        {
            yield return $"Near-tie: {context.Describe(tie.Candidate)} ({context.QualityText(tie)}) is within noise of it in quality and cost; either will do.";
        }
    }

    private static IEnumerable<string> Budget(ChoosingContext context)
    {
        var completed = context.Input.Trials.Count(trial => trial.State == TrialState.Completed);
        if (completed < FewTrials)
        {
            var stopped = context.Input.Trials.Count(trial => trial.State == TrialState.Pruned);
            yield return $"Only {completed} {(completed == 1 ? "trial" : "trials")} completed{(stopped > 0 ? $", and {stopped} stopped early" : "")}: better sizes may not have been tried. Raise the budget to extend this study.";
        }

        foreach (var remark in context.Input.TimeRemarks)
        {
            yield return remark;
        }

        if (context.Input.ForeignLoad is { } load)
        {
            yield return $"Other work ran on this machine, so times may be too long: {load}.";
        }
    }
}
