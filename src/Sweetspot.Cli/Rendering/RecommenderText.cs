using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>How many factors a model of ratings should have, for people and for programs.</summary>
internal static class RecommenderText
{
    private const int MostRows = 10;

    public static string Write(RecommenderAnswer answer)
    {
        var question = answer.Question;
        return string.Join(Environment.NewLine,
        [
            $"A model of {PlanNumber.Counted(question.Users, "user")} and {PlanNumber.Counted(question.Items, "item")}{(question.Ratings is { } ratings ? $", {PlanNumber.Counted(ratings, "rating")}" : "")}: {Family(question)}{PlanNumber.Counted(answer.Best.Shape.Factors, "factor")}, {PlanNumber.Counted(answer.Best.Cost.Parameters, "parameter")}",
            "",
            .. FitJson.Table([["factors", "parameters", question.Law.ErrorName, "95 %", "one run", "to train", "a pass, one thread", "to serve", ""], .. Shown(answer).Select(choice => Row(answer, choice))]),
            "",
            $"Chosen: {answer.Reason}. Parameters are exact: a row of factors and a bias for each user and item, and for an unknown one{(question.Family == RatingShape.Families[0] ? "" : "; and the layers")}.",
            "To train: 32-bit weights, gradients, Adam's two moments and a batch, for all rows. To serve: the 32-bit tables. A pass: within a factor of about three.",
            OwnLawText.Of(question.Law),
            .. answer.Warnings.Select(warning => $"Note: {warning}."),
        ]);
    }

    public static string Json(RecommenderAnswer answer) => new JsonObject
    {
        ["schema"] = "sweetspot.plan/1",
        ["task"] = "recommendation",
        ["question"] = new JsonObject { ["family"] = answer.Question.Family, ["users"] = answer.Question.Users, ["items"] = answer.Question.Items, ["ratings"] = answer.Question.Ratings, ["target_error"] = answer.Question.TargetError },
        ["recommendation"] = new JsonObject { ["reason"] = answer.Reason },
        ["best"] = Choice(answer.Best),
        ["sizes"] = new JsonArray([.. answer.Sizes.Select(Choice)]),
        ["law"] = OwnLawText.Json(answer.Question.Law),
        ["warnings"] = FitJson.Lines(answer.Warnings),
    }.ToJsonString(JsonText.Indented);

    private static IEnumerable<RecommenderChoice> Shown(RecommenderAnswer answer)
    {
        var every = Math.Max(1, (answer.Sizes.Length + MostRows - 1) / MostRows);
        return answer.Sizes.Where((choice, place) => place % every == 0 || choice == answer.Best || place == answer.Sizes.Length - 1);
    }

    /// <summary>The family with its layers; matrix factorisation goes without saying.</summary>
    private static string Family(RecommenderQuestion question) => question.Family == RatingShape.Families[0] ? "" : $"{question.Family} with hidden layers of {string.Join(" and ", question.Hidden)}, ";

    private static JsonArray Units(IEnumerable<int> hidden) => new([.. hidden.Select(units => (JsonNode)units)]);

    private static string[] Row(RecommenderAnswer answer, RecommenderChoice choice) =>
    [
        $"{choice.Shape.Factors}", PlanNumber.Count(choice.Cost.Parameters), Error(choice.Error) + (choice.Beyond > 1 ? " (extrapolated)" : ""), FitNumber.Range(choice.Interval, Digits), FitNumber.Range(choice.RunInterval, Digits),
        NumberFormat.Bytes(choice.Cost.Memory.Total), choice.PassSeconds is { } seconds ? NumberFormat.Seconds(seconds) : "–", NumberFormat.Bytes(choice.Cost.FileBytes), choice == answer.Best ? "chosen" : "",
    ];

    private const string Digits = "0.0000";

    private static string Error(double value) => FitNumber.Text(value, Digits);

    private static JsonObject Choice(RecommenderChoice choice) => new()
    {
        ["family"] = choice.Shape.Family,
        ["factors"] = choice.Shape.Factors,
        ["hidden"] = choice.Shape switch { NcfShape ncf => Units(ncf.Hidden), TowersShape towers => Units(towers.Hidden), _ => null },
        ["parameters"] = choice.Cost.Parameters,
        ["error"] = new JsonObject { ["value"] = FitJson.Number(choice.Error), ["interval"] = FitJson.Interval(choice.Interval), ["of_one_run"] = FitJson.Interval(choice.RunInterval), ["level"] = 0.95, ["origin"] = choice.Beyond > 1 ? "extrapolated" : "predicted" },
        ["training_bytes"] = choice.Cost.Memory.Total,
        ["serving_bytes"] = choice.Cost.FileBytes,
        ["flops_per_example"] = choice.Cost.Flops,
        ["seconds_a_pass_one_thread"] = FitJson.Number(choice.PassSeconds),
        ["origin"] = "formula",
    };
}
