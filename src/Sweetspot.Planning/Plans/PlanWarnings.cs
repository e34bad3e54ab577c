using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>What was assumed, and what to be careful about.</summary>
internal static class PlanWarnings
{
    public static IEnumerable<string> Of(PlanQuestion question, Hardware hardware, TrainingChoice best)
    {
        foreach (var warning in question.Law.Cautions)
        {
            yield return warning;
        }

        if (question.Days is null && double.IsFinite(question.MostSeconds))
        {
            yield return $"{PlanQuestion.UsualDays} days are taken as the longest training, since none were given (--days)";
        }

        if (best.Shape.LongestContext is > 0 and var longest && question.Context > longest)
        {
            yield return $"{question.Context} tokens are more than the {longest} that the model was made for";
        }

        if (best.Shape.Parameters is { } counts && counts.Active < counts.Total)
        {
            yield return "the law is of dense models: of this mixture the parameters that one token uses are taken, so the loss should be lower";
            yield return "tokens are taken to go to experts evenly; where they do not, the fullest device needs more memory and the others wait for it";
        }

        if (best.IsExtrapolated && question.Law.Runs is { } runs)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"extrapolated: {best.TrainingFlops:0.##e0} FLOP of training are {best.TrainingFlops / runs.Flops:0} times the largest run behind the law");
        }

        if (question.UniqueTokens is { } unique && best.Point.Tokens > unique)
        {
            var epochs = best.Point.Tokens / unique;
            yield return string.Create(CultureInfo.InvariantCulture, $"data is seen {epochs:0.#} times{(epochs > 0.999 * question.MostEpochs ? ", the most allowed (--max-epochs)" : "")}{(question.Law.IsRepeatedBorrowed ? "; what repeats are worth is by Muennighoff et al. 2023 (arXiv:2305.16264)" : "")}");
        }

        if (hardware.IsNetworkAssumed && best.Parallelism.Devices > hardware.DevicesPerNode)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"between nodes {hardware.NetworkBandwidth / 1e9:0.##} GB/s a device are assumed");
        }

        if (question.UsdPerHour is null && hardware.UsdPerHour is { } price)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"${price:0.00} a device hour is the price of {hardware.PriceSource ?? "the catalogue"}; --price sets yours");
        }
    }
}
