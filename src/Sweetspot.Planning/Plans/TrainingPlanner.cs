namespace Sweetspot.Planning;

/// <summary>Answers on given hardware: the best model for what there is, or the least hardware for what is wanted.</summary>
public static class TrainingPlanner
{
    private const double FlatShare = 0.01;
    private const double AsGood = 0.001;
    private const double Smaller = 16;
    private const double Larger = 4;

    /// <summary>The answer.</summary>
    /// <exception cref="Core.UserInputException">The tokens asked for are too few to be planned.</exception>
    /// <exception cref="ImpossiblePlanException">No plan keeps what is asked.</exception>
    public static TrainingAnswer Plan(PlanQuestion question)
    {
        var hardware = question.Hardware!; // the command asks only where there is one
        FewTokens.Check(question, hardware);
        var sizes = Sizes(question, hardware);
        var space = PlanSpace.Of(question, hardware, sizes);
        if (space.Shapes.IsEmpty)
        {
            throw new ImpossiblePlanException(Impossibility.OfSizes(question, sizes));
        }

        var evaluator = new PlanEvaluator(question, hardware, space, question.Serving is { } demand ? shape => ServingPlanner.IsPossible(shape, demand) : null);
        var search = new PlanSearch(space, evaluator, IsBudget(question) ? point => point.Loss : point => point.DeviceSeconds);
        search.Run();
        var possible = search.Found.Where(plan => plan.Point.IsFeasible).ToList();
        if (possible.Count == 0)
        {
            throw new ImpossiblePlanException(Impossibility.Of(question, space, search.Found));
        }

        var (best, rule, reason) = Choose(possible);
        if (!search.IsExhaustive)
        {
            // Every size on the chosen devices, so that the front and the flat region are whole.
            for (var shape = 0; shape < space.Shapes.Length; shape++)
            {
                search.List(shape, best.Genes.Devices);
            }

            possible = [.. search.Found.Where(plan => plan.Point.IsFeasible)];
            (best, rule, reason) = Choose(possible);
        }

        var choices = new ChoiceBuilder(question, hardware, space, evaluator);
        return new TrainingAnswer
        {
            Question = question,
            Best = choices.Of(best),
            Serving = question.Serving is { } asked ? ServingPlanner.Plan(space.Shapes[best.Genes.Shape], asked) : null,
            Rule = rule,
            Reason = reason,
            Front = [.. Front(question, possible, best).Select(choices.Of)],
            Sizes = [.. possible.Where(plan => plan.Genes.Devices == best.Genes.Devices).OrderBy(plan => plan.Genes.Shape).Select(choices.Of)],
            Flat = question.Model is null ? Flat(question, possible, space) : null,
            Limits = [.. PlanLimits.Of(question, evaluator, choices.Of(best), evaluator.IsTooSlow(best.Genes.Shape + 1))],
            Evaluated = search.Evaluated,
            IsExhaustive = search.IsExhaustive,
            Warnings = [.. PlanWarnings.Of(question, hardware, choices.Of(best))],
        };

        ((PlanGenes Genes, PlanPoint Point), string, string) Choose(List<(PlanGenes Genes, PlanPoint Point)> plans) =>
            IsBudget(question) ? LeastLoss(plans, space) : LeastHardware(plans, space, question);
    }

    /// <summary>Whether the best model for a budget is asked, rather than the least hardware for a model or a loss.</summary>
    public static bool IsBudget(PlanQuestion question) => question.TargetLoss is null && question.Tokens is null;

    /// <summary>Sizes worth looking at: around what the law alone says of the FLOPs that may be spent.</summary>
    private static Interval Sizes(PlanQuestion question, Hardware hardware)
    {
        var flops = Batches.Flops(question, hardware);
        if (question.Tokens is { } tokens)
        {
            var size = flops / ScalingLaw.FlopsPerParameterToken / tokens;
            return new Interval(size / Smaller, size * Larger);
        }

        var best = question.TargetLoss is { } loss
            ? new TargetProblem(question.Law, loss, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens).Best() ?? throw new ImpossiblePlanException(SizePlanner.Unreachable(question, loss))
            : new SizeProblem(question.Law, flops, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens, double.PositiveInfinity).Best() ?? question.Law.Law.Optimum(flops);
        return new Interval(best.Parameters / Smaller, best.Parameters * Larger);
    }

    private static ((PlanGenes Genes, PlanPoint Point) Best, string Rule, string Reason) LeastLoss(List<(PlanGenes Genes, PlanPoint Point)> possible, PlanSpace space)
    {
        var least = possible.Min(plan => plan.Point.Loss);
        var near = possible.Where(plan => plan.Point.Loss <= least * (1 + AsGood)).ToList();
        if (space.Devices.Length == 1)
        {
            return (possible.MinBy(plan => plan.Point.Loss), "least loss", "the least loss of all sizes that these devices can train in time");
        }

        var best = near.OrderBy(plan => space.Devices[plan.Genes.Devices]).ThenBy(plan => plan.Point.Loss).First();
        return (best, "least loss", "the fewest devices whose loss is within 0.1 % of the least");
    }

    private static ((PlanGenes Genes, PlanPoint Point) Best, string Rule, string Reason) LeastHardware(List<(PlanGenes Genes, PlanPoint Point)> possible, PlanSpace space, PlanQuestion question)
    {
        if (question.Devices is not null)
        {
            return (possible.MinBy(plan => plan.Point.DeviceSeconds), "least cost", "the fewest device hours on these devices");
        }

        var fewest = possible.Min(plan => space.Devices[plan.Genes.Devices]);
        var best = possible.Where(plan => space.Devices[plan.Genes.Devices] == fewest).MinBy(plan => plan.Point.DeviceSeconds);
        return (best, "least hardware", FormattableString.Invariant($"the fewest devices that are done within {question.MostSeconds / 86400:0.##} days"));
    }

    /// <summary>Of a budget: each smaller size with the loss that it comes to on as many devices. Of a target: each number of devices with its time.</summary>
    private static IEnumerable<(PlanGenes Genes, PlanPoint Point)> Front(PlanQuestion question, List<(PlanGenes Genes, PlanPoint Point)> possible, (PlanGenes Genes, PlanPoint Point) best)
    {
        if (IsBudget(question))
        {
            var least = double.PositiveInfinity;
            foreach (var plan in possible.Where(plan => plan.Genes.Devices == best.Genes.Devices).OrderBy(plan => plan.Genes.Shape))
            {
                if (plan.Point.Loss < least)
                {
                    least = plan.Point.Loss;
                    yield return plan;
                }
            }

            yield break;
        }

        var shortest = double.PositiveInfinity;
        foreach (var plan in possible.GroupBy(plan => plan.Genes.Devices).Select(same => same.MinBy(plan => plan.Point.DeviceSeconds)).OrderBy(plan => plan.Genes.Devices))
        {
            if (plan.Point.Seconds < shortest)
            {
                shortest = plan.Point.Seconds;
                yield return plan;
            }
        }
    }

    private static Interval Flat(PlanQuestion question, List<(PlanGenes Genes, PlanPoint Point)> possible, PlanSpace space)
    {
        Func<PlanPoint, double> value = IsBudget(question) ? point => point.Loss : point => point.DeviceSeconds;
        var limit = possible.Min(plan => value(plan.Point)) * (1 + FlatShare);
        var sizes = possible.Where(plan => value(plan.Point) <= limit).Select(plan => (double)space.Shapes[plan.Genes.Shape].Parameters.Total).ToList();
        return new Interval(sizes.Min(), sizes.Max());
    }
}
