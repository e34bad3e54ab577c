using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>Answers questions that the law alone decides: no hardware, only FLOPs, data and traffic.</summary>
public static class SizePlanner
{
    private const double More = 1.1;
    private const double Flat = 0.01;

    /// <summary>ln of the ratio from which a shape is of another size: neighbours lie nearer.</summary>
    private const double OtherSize = 0.4;

    /// <summary>The answer.</summary>
    /// <exception cref="ImpossiblePlanException">There is none: a loss below the law's floor, a budget that answering alone uses up.</exception>
    public static SizeAnswer Plan(PlanQuestion question) => question.TargetLoss is { } loss ? ForLoss(question, loss) : ForFlops(question, question.Flops!.Value); // one of them is asked: the command checks

    private static SizeAnswer ForFlops(PlanQuestion question, double flops)
    {
        var most = question.Serving is { } demand ? Largest(question, demand) : double.PositiveInfinity;
        var problem = Problem(question, question.Law, flops) with { MostParameters = most };
        var best = problem.Best() ?? throw new ImpossiblePlanException(
            $"answering {Number(question.AnsweredTokens)} tokens uses {Number(flops)} FLOP up even with the smallest model; nothing is left to train it. Give more --budget or fewer --serve-tokens.");
        CheckIsAModel(best);
        var shape = DecoderShapes.Nearest(best.Parameters, question.Vocabulary);
        var (value, runLoss) = question.Law.IntervalsOf(law => Problem(question, law, flops).Loss(best.Parameters, best.Tokens));
        return new SizeAnswer
        {
            Question = question,
            Best = best,
            Serving = question.Serving is { } asked ? ServingPlanner.Plan(shape, asked) : null,
            Parameters = Of(best => best.Parameters),
            Tokens = Of(best => best.Tokens),
            TokensPerParameter = Of(best => best.TokensPerParameter),
            Value = value,
            RunLoss = runLoss,
            Flat = problem.Flat(best, Flat),
            Shape = shape,
            Limits = [.. Limits(question, problem, best)],
            Warnings = [.. Warnings(question, best, shape)],
        };

        Interval? Of(Func<ComputeOptimum, double> quantity) => question.Law.IntervalOf(law => (Problem(question, law, flops) with { MostParameters = most }).Best() is { } found ? quantity(found) : double.NaN);
    }

    private static SizeAnswer ForLoss(PlanQuestion question, double loss)
    {
        var best = Cheapest(question, question.Law, loss) ?? throw new ImpossiblePlanException(Unreachable(question, loss));
        CheckIsAModel(best);
        var shape = DecoderShapes.Nearest(best.Parameters, question.Vocabulary);
        var region = new TargetProblem(question.Law, loss, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens).Flat(best, Flat);
        return new SizeAnswer
        {
            Question = question,
            Best = best,
            Serving = null,
            Parameters = Of(best => best.Parameters),
            Tokens = Of(best => best.Tokens),
            TokensPerParameter = Of(best => best.TokensPerParameter),
            Value = Of(best => best.Flops),
            RunLoss = question.Law.IntervalsOf(law => law.Loss(best.Parameters, best.Tokens, question.UniqueTokens)).Run,
            Flat = region,
            Shape = shape,
            Limits = [new PlanLimit("loss", true, null)],
            Warnings = [.. Warnings(question, best, shape)],
        };

        Interval? Of(Func<ComputeOptimum, double> quantity) => question.Law.IntervalOf(law => Cheapest(question, law, loss) is { } found ? quantity(found) : double.NaN);
    }

    private static void CheckIsAModel(ComputeOptimum best)
    {
        if (best.Parameters < 1 || best.Tokens < 1)
        {
            throw new ImpossiblePlanException($"this comes to {Number(best.Parameters)} parameters and {Number(best.Tokens)} tokens, less than one of each; give more --budget, or a lower --target-loss.");
        }
    }

    /// <summary>Parameters of the largest shape that answers as fast as asked.</summary>
    private static double Largest(PlanQuestion question, ServingDemand demand)
    {
        var shapes = DecoderShapes.All(question.Vocabulary);
        var possible = shapes.LastOrDefault(shape => ServingPlanner.IsPossible(shape, demand));
        return possible?.Parameters.Total ?? throw new ImpossiblePlanException($"even {Number(shapes[0].Parameters.Total)} parameters answer too slowly: {ServingPlanner.Impossibility(shapes[0], demand)}");
    }

    private static ComputeOptimum? Cheapest(PlanQuestion question, PlanLaw law, double loss) =>
        new TargetProblem(law, loss, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens).Best();

    private static SizeProblem Problem(PlanQuestion question, PlanLaw law, double flops) =>
        new(law, flops, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens, double.PositiveInfinity);

    private static IEnumerable<PlanLimit> Limits(PlanQuestion question, SizeProblem problem, ComputeOptimum best)
    {
        var compute = SizeProblem.Gain(best, problem with { Flops = More * problem.Flops });
        yield return new PlanLimit("compute", compute > 0, compute);
        if (question.UniqueTokens is { } unique)
        {
            var data = SizeProblem.Gain(best, problem with { Unique = More * unique });
            yield return new PlanLimit("unique data", data > 1e-9, data);
        }

        if (double.IsFinite(problem.MostParameters))
        {
            var larger = SizeProblem.Gain(best, problem with { MostParameters = More * problem.MostParameters });
            yield return new PlanLimit("answering speed", larger > 1e-9, larger);
        }

        if (question.AnsweredTokens > 0)
        {
            var fewer = SizeProblem.Gain(best, problem with { Answered = question.AnsweredTokens / More });
            yield return new PlanLimit("answering", fewer > 0, fewer);
        }
    }

    private static IEnumerable<string> Warnings(PlanQuestion question, ComputeOptimum best, TransformerArchitecture shape)
    {
        foreach (var warning in question.Law.Cautions)
        {
            yield return warning;
        }

        if (Math.Abs(Math.Log(shape.Parameters.Total / best.Parameters)) > OtherSize)
        {
            var isSmall = best.Parameters < shape.Parameters.Total;
            yield return $"no shape is of this size: the {(isSmall ? "smallest" : "largest")} decoder{(isSmall ? $" with a table of {question.Vocabulary} rows" : "")} has {Number(shape.Parameters.Total)} parameters{(isSmall ? " (--vocabulary)" : "")}";
        }

        var flops = ScalingLaw.FlopsPerParameterToken * best.Parameters * best.Tokens;
        if (question.Law.Runs is { } runs && runs.IsBeyond(flops))
        {
            yield return $"extrapolated: {Number(flops)} FLOP of training are {Number(flops / runs.Flops)} times the largest run behind the law";
        }

        if (question.UniqueTokens is not { } unique || best.Tokens <= unique * 1.000001)
        {
            yield break;
        }

        var epochs = best.Tokens / unique;
        if (question.Law.IsRepeatedBorrowed)
        {
            yield return "the law has no constants for repeated data; those of Muennighoff et al. 2023 (arXiv:2305.16264) are used";
        }

        if (epochs > RepeatedDataLaw.MostEpochs * 1.000001)
        {
            yield return $"{Number(epochs)} epochs are beyond the {RepeatedDataLaw.MostEpochs} to which the law of repeated data was seen to hold: real losses are worse";
        }
        else if (epochs > question.MostEpochs * 0.999999)
        {
            yield return $"data is seen {Number(epochs)} times, the most allowed; {(flops < 0.99 * (question.Flops ?? 0) - (ScalingLaw.InferenceFlopsPerParameterToken * best.Parameters * question.AnsweredTokens) ? "FLOPs are left over" : "a larger model takes the other FLOPs")} (--max-epochs)";
        }
    }

    internal static string Unreachable(PlanQuestion question, double loss)
    {
        var floor = question.Law.Law.E;
        if (loss <= floor)
        {
            return $"a loss of {Plain(loss)} is below {Plain(floor)}, which the law {question.Law.Name} says neither size nor data removes; ask for more than {Plain(floor)}.";
        }

        var least = new TargetProblem(question.Law, loss, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens).LeastLoss();
        return $"a loss of {Plain(loss)} cannot be reached with {Number(question.UniqueTokens ?? 0)} different tokens seen at most {Number(question.MostEpochs)} times: the largest model comes to {Plain(least)}, {Plain(least - loss)} above. Give more --unique-tokens or a higher --target-loss.";
    }

    private static string Number(double value) => value is >= 1e5 or < 0.01 and not 0 ? value.ToString("0.###e+0", CultureInfo.InvariantCulture) : value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
