using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>How many factors a model of ratings should have, by a law of one's own runs: every number that the law reaches is worked out.</summary>
public static class RecommenderPlanner
{
    /// <summary>How far beyond its runs the law is followed to choose.</summary>
    private const double Reach = VisionLaw.Reach;

    private const double AsGood = 0.01;
    private const int Unknown = 1; // the row of users, or items, that training did not have
    private const int BatchWithoutRatings = 4096;
    private static readonly ImmutableArray<int> s_factors = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

    /// <summary>The answer.</summary>
    /// <exception cref="UserInputException">The law goes by no size, or by rows of which no number is given, or is asked too far beyond its runs.</exception>
    /// <exception cref="ImpossiblePlanException">No size within reach has the error asked for.</exception>
    public static RecommenderAnswer Plan(RecommenderQuestion question)
    {
        var law = question.Law;
        var axis = law.Size ?? throw new UserInputException(
            $"--law: {law.Name}: goes by {law.Data!.Column} alone, which says nothing of sizes; fit a ladder of sizes (find --search ladder, then fit STUDY --json, or fit --size factors), or ask this one by --at."); // a law goes by something
        CheckData(question);
        var most = Math.Min(question.Users, question.Items); // a table of ratings has no higher rank
        ImmutableArray<RecommenderChoice> all = [.. s_factors.Where(factors => factors <= most).Select(factors => Choice(question, axis, factors))];
        ImmutableArray<RecommenderChoice> sizes = [.. all.Where(choice => axis.Beyond(SizeOf(axis, choice)) <= Reach)];
        if (sizes.IsEmpty)
        {
            throw new ImpossiblePlanException(string.Create(CultureInfo.InvariantCulture, $"{(all.Length == 1 ? "" : "1 to ")}{Amounts.Many(all[^1].Shape.Factors, "factor")} for {Amounts.Many(question.Users, "user")} and {Amounts.Many(question.Items, "item")} are {SizeOf(axis, all[0]):0.###e+0}{(all.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" to {SizeOf(axis, all[^1]):0.###e+0}"))} {axis.Column}, and the runs of {law.Name} had {axis.Least:0.###e+0} to {axis.Most:0.###e+0}: all of them lie more than {Reach} times beyond. Fit over factors (fit --size factors), or measure sizes like these."));
        }

        var (best, reason) = Choose(question, sizes);
        return new RecommenderAnswer(question, best, reason, sizes, [.. Warnings(question, axis, best)]);
    }

    private static void CheckData(RecommenderQuestion question)
    {
        var pairs = (long)question.Users * question.Items;
        if (question.Ratings > pairs)
        {
            throw new UserInputException($"--ratings: {question.Ratings} are more than the {Amounts.Many(pairs, "pair")} of {Amounts.Many(question.Users, "user")} and {Amounts.Many(question.Items, "item")}; each pair counts once. Give fewer ratings, or all users and items.");
        }

        if (question.Law.Data is not { } data)
        {
            return;
        }

        var ratings = question.Ratings ?? throw new UserInputException($"--law: {question.Law.Name}: goes by {data.Column} too; say how many there are by --ratings.");
        if (data.Beyond(ratings) > OwnLaw.MostBeyond)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"--ratings: {ratings} are {data.Beyond(ratings):0.#} times beyond the runs of {question.Law.Name} ({data.Least:0.###e+0} to {data.Most:0.###e+0} {data.Column}); a law is not followed beyond {OwnLaw.MostBeyond} times. Measure more."));
        }
    }

    private static (RecommenderChoice Best, string Reason) Choose(RecommenderQuestion question, ImmutableArray<RecommenderChoice> sizes)
    {
        if (question.TargetError is { } target)
        {
            return sizes.FirstOrDefault(choice => choice.Error <= target) is { } reaching ? (reaching, "the fewest factors whose expected error is as low as asked") : throw new ImpossiblePlanException(string.Create(
                CultureInfo.InvariantCulture, $"no size reaches an error of {target:0.#####}: {Amounts.Many(sizes[^1].Shape.Factors, "factor")}, the most within reach of {question.Law.Name} and of the users and items, come to {sizes[^1].Error:0.#####}; ask for a higher --target-error, or measure larger sizes{(question.Law.Data is null ? "" : " or give more --ratings")}."));
        }

        var limit = sizes.Min(choice => choice.Error) * (1 + AsGood);
        return (sizes.First(choice => choice.Error <= limit), "the fewest factors whose expected error is within 1 % of the least within reach");
    }

    private static RecommenderChoice Choice(RecommenderQuestion question, OwnLawAxis axis, int factors)
    {
        var shape = RatingShape.Of(question.Family, InputShape.Ids(question.Users + Unknown, question.Items + Unknown), 1, factors, question.Hidden);
        var batch = question.Ratings is { } some ? RatingShape.BatchFor(some) : BatchWithoutRatings;
        var cost = ModelCost.Of(shape, batch);
        var (law, size, data) = (question.Law, axis.IsFactors ? factors : cost.Parameters, question.Ratings ?? 0.0);
        return new RecommenderChoice(
            shape, cost, law.At(size, data), law.IntervalOf(one => one(size, data)), law.RunIntervalOf(size, data), law.Beyond(size, data),
            question.Ratings is { } ratings ? TrainingTimeEstimate.Of(shape, ratings, 1, batch).Value : null);
    }

    private static double SizeOf(OwnLawAxis axis, RecommenderChoice choice) => axis.IsFactors ? choice.Shape.Factors : choice.Cost.Parameters;

    private static IEnumerable<string> Warnings(RecommenderQuestion question, OwnLawAxis axis, RecommenderChoice best)
    {
        var law = question.Law;
        yield return $"the law is of your own runs, {law.Points} of them; there is no public one of recommenders, whose error depends on whose ratings they are";
        if (best.Shape is not MfShape)
        {
            yield return $"it is taken to be of {question.Family} runs: a law of another family tells nothing of this one (fit STUDY --where \"family == '{question.Family}'\")";
        }

        if (!axis.IsFactors)
        {
            yield return $"it goes by {axis.Column}, which grow with users and items too: for others than those of the runs, fit over factors (fit STUDY --size factors --error ERROR --where \"train_rows == MOST\")";
        }

        if (law.Data is null)
        {
            yield return "errors are at as many ratings as the runs had";
        }

        if (best.Beyond > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"extrapolated: {best.Beyond:0.##} times beyond the runs");
        }

        foreach (var warning in law.Warnings)
        {
            yield return warning;
        }
    }
}
