using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Chooses one size among the finalists by their verifications, and says why.</summary>
public static class Recommender
{
    /// <summary>The recommendation; or the nearest trial where none keeps all limits; or neither where there is no finalist yet.</summary>
    /// <exception cref="UserInputException">The utility rule has no usable prices.</exception>
    public static ChoosingOutcome Recommend(RecommendationInput input)
    {
        var context = new ChoosingContext(input);
        if (context.Best is not { } best)
        {
            return new ChoosingOutcome(null, Nearest(context));
        }

        var decision = input.Rule switch
        {
            ChoosingRule.Knee => KneeRule.Choose(context, best),
            ChoosingRule.Utility => UtilityRule.Choose(context),
            _ => OneStandardErrorRule.Choose(context, best),
        };
        return new ChoosingOutcome(Describe(context, decision, best), null);
    }

    private static Recommendation Describe(ChoosingContext context, RuleDecision decision, JudgedFinalist best)
    {
        ImmutableArray<FinalistResult> results = [.. context.Finalists.Select(finalist => Result(context, finalist, decision, best))];
        return new Recommendation
        {
            Chosen = results.First(result => result.IsChosen),
            BestFinalist = results.First(result => result.IsBest),
            Finalists = results,
            Rule = decision.Rule,
            Reason = decision.Reason,
            NothingBeats = BaselineComparisons.NothingBeats(context, decision.Chosen, best),
            ErrorBasis = context.Comparisons.Basis,
            StepDown = SizeSteps.Find(context, decision.Chosen, isUp: false),
            StepUp = SizeSteps.Find(context, decision.Chosen, isUp: true),
            Warnings = [.. ChoiceWarnings.Of(context, decision.Chosen, best)],
            Modalities = [.. ModalityFindings.Of(context, decision.Chosen)],
            Baselines = [.. BaselineComparisons.Of(context, decision.Chosen)],
        };
    }

    private static FinalistResult Result(ChoosingContext context, JudgedFinalist finalist, RuleDecision decision, JudgedFinalist best)
    {
        var (difference, error) = context.Comparisons.Compare(best, finalist);
        var quality = context.Quality(finalist);
        return new FinalistResult
        {
            Trial = finalist.Origin,
            Metrics = finalist.Metrics.SetItem(context.Input.Quality.Name, quality),
            Quality = quality,
            Verifications = finalist.Completed.Length,
            DifferenceToBest = difference,
            DifferenceStandardError = error,
            Cost = context.Cost(finalist),
            RelativeCost = Math.Exp(context.Cost(finalist) - context.Cost(best)),
            IsBest = ReferenceEquals(finalist, best),
            IsChosen = ReferenceEquals(finalist, decision.Chosen),
            Verdict = Verdict(context, finalist, decision, best),
        };
    }

    private static string Verdict(ChoosingContext context, JudgedFinalist finalist, RuleDecision decision, JudgedFinalist best)
    {
        if (!context.Judgeable.Contains(finalist))
        {
            return "not verified";
        }

        if (context.Breaks(finalist) is { } limit)
        {
            return $"breaks {limit}";
        }

        var quality = ReferenceEquals(finalist, best) ? "best quality"
            : context.IsNotDistinguishablyWorse(finalist, best) ? "not distinguishably worse"
            : "worse";
        return ReferenceEquals(finalist, decision.Chosen) ? $"recommended; {quality}" : quality;
    }

    /// <summary>Finalists count with their verified values; other trials with their own, those left out that seem to keep all limits.</summary>
    private static NearestFeasible? Nearest(ChoosingContext context)
    {
        if (context.Judgeable.IsEmpty)
        {
            return NearestFeasible.Find(context.Input.Trials, context.Input.Constraints);
        }

        var finalists = context.Judgeable.Select(finalist => (finalist.Origin, finalist.Lookup));
        var numbers = context.Finalists.Select(finalist => finalist.Origin.Number).ToHashSet();
        var others = context.Input.Trials
            .Where(trial => trial.State is TrialState.Completed or TrialState.Infeasible && !numbers.Contains(trial.Number))
            .Select(trial => (Origin: trial, Lookup: ChoosingValues.Lookup(trial)))
            .Where(pair => context.Input.Constraints.Any(limit => limit.Violation(pair.Lookup) > 0));
        return NearestFeasible.Find(finalists.Concat(others), context.Input.Constraints, context.GoalBests);
    }
}
