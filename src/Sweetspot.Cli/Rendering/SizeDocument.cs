using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The JSON of a size that a law gives, schema <c>sweetspot.plan/1</c>.</summary>
internal static class SizeDocument
{
    public static string Write(SizeAnswer answer)
    {
        var (question, best) = (answer.Question, answer.Best);
        var origin = answer.IsExtrapolated ? "extrapolated" : "predicted";
        var document = PlanDocument.OfModel(answer.Shape, PlanDocument.UsualContext, 1);
        document["question"] = new JsonObject
        {
            ["flops"] = question.Flops,
            ["target_loss"] = question.TargetLoss,
            ["unique_tokens"] = question.UniqueTokens,
            ["max_epochs"] = question.MostEpochs,
            ["serve_tokens"] = question.AnsweredTokens,
        };
        document["optimum"] = new JsonObject
        {
            ["parameters"] = best.Parameters,
            ["tokens"] = best.Tokens,
            ["tokens_per_parameter"] = best.TokensPerParameter,
            ["epochs"] = answer.Epochs,
            ["loss"] = best.Loss,
            ["flops"] = best.Flops,
            ["training_flops"] = answer.TrainingFlops,
            ["interval"] = new JsonObject
            {
                ["parameters"] = FitJson.Interval(answer.Parameters),
                ["tokens"] = FitJson.Interval(answer.Tokens),
                ["tokens_per_parameter"] = FitJson.Interval(answer.TokensPerParameter),
                [question.TargetLoss is null ? "loss" : "flops"] = FitJson.Interval(answer.Value),
                ["loss_of_one_run"] = FitJson.Interval(answer.RunLoss),
                ["level"] = 0.95,
            },
            ["within_1_percent"] = FitJson.Interval(answer.Flat),
            ["origin"] = origin,
        };
        document["serving"] = answer.Serving is { } serving ? ServingRows.Json(serving) : null;
        document["limits"] = new JsonArray([.. answer.Limits.Select(Limit)]);
        document["law"] = Law(question.Law);
        document["warnings"] = FitJson.Lines(answer.Warnings);
        return document.ToJsonString(JsonText.Indented);
    }

    public static JsonObject Limit(PlanLimit limit) => new() { ["name"] = limit.Name, ["binds"] = limit.Binds, ["loss_gain_of_10_percent"] = limit.Gain };

    public static JsonObject Law(PlanLaw law) => new()
    {
        ["name"] = law.Name,
        ["is_default"] = law.IsDefault,
        ["constants"] = new JsonObject { ["E"] = law.Law.E, ["A"] = law.Law.A, ["B"] = law.Law.B, ["alpha"] = law.Law.Alpha, ["beta"] = law.Law.Beta },
        ["loss_unit"] = law.LossName,
        ["source"] = law.Source,
        ["domain"] = law.Domain,
        ["largest_run"] = law.Runs is { } runs ? new JsonObject { ["flops"] = runs.Flops, ["parameters"] = runs.Parameters, ["tokens"] = runs.Tokens } : null,
        ["resamples"] = law.Resampled.Length,
        ["scatter_of_one_run"] = law.Scatter,
    };
}
