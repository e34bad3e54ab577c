namespace Sweetspot.Planning;

/// <summary>Which limit binds, and what a tenth more of it takes off the loss.</summary>
internal static class PlanLimits
{
    private const double More = 1.1;

    public static IEnumerable<PlanLimit> Of(PlanQuestion question, PlanEvaluator evaluator, TrainingChoice best, bool isHeldSmall)
    {
        if (!TrainingPlanner.IsBudget(question))
        {
            yield break;
        }

        var (parameters, tokens) = ((double)best.Shape.Parameters.Active, best.Point.Tokens);
        var isAllSeen = question.UniqueTokens is { } unique && tokens > 0.999 * unique * question.MostEpochs;
        var gain = isAllSeen ? 0 : evaluator.Loss(parameters, tokens) - evaluator.Loss(parameters, tokens * More);
        foreach (var (name, used) in Used(question, best))
        {
            yield return new PlanLimit(name, !isAllSeen && used > 0.999, !isAllSeen && used > 0.999 ? gain : 0);
        }

        if (question.Serving is not null)
        {
            // A tenth larger on as much compute.
            var larger = isHeldSmall ? Math.Max(0, evaluator.Loss(parameters, tokens) - evaluator.Loss(parameters * More, tokens / More)) : 0;
            yield return new PlanLimit("answering speed", isHeldSmall && larger > 0, larger);
        }

        if (question.UniqueTokens is { } different)
        {
            var law = question.Law.Repeated;
            var more = tokens > different ? evaluator.Loss(parameters, tokens) - law.Loss(parameters, isAllSeen ? tokens * More : tokens, different * More) : 0;
            yield return new PlanLimit("unique data", more > 1e-6, Math.Max(0, more));
        }
    }

    private static IEnumerable<(string Name, double Share)> Used(PlanQuestion question, TrainingChoice best)
    {
        var point = best.Point;
        if (question.Flops is { } flops)
        {
            yield return ("compute", (best.TrainingFlops + (ScalingLaw.InferenceFlopsPerParameterToken * best.Shape.Parameters.Active * question.AnsweredTokens)) / flops);
        }

        if (question.Usd is { } usd && question.Price is { } price)
        {
            yield return ("money", point.DeviceSeconds * price / 3600 / usd);
        }

        if (question.DeviceHours is { } hours)
        {
            yield return ("device hours", point.DeviceSeconds / 3600 / hours);
        }

        if (double.IsFinite(question.MostSeconds))
        {
            yield return ("time", point.Seconds / question.MostSeconds);
        }
    }
}
