using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The JSON of a plan on hardware, schema <c>sweetspot.plan/1</c>.</summary>
internal static class TrainingDocument
{
    public static string Write(TrainingAnswer answer)
    {
        var (question, best) = (answer.Question, answer.Best);
        var document = PlanDocument.OfModel(best.Shape, question.Context, 1);
        document["question"] = Question(question);
        document["recommendation"] = new JsonObject { ["rule"] = answer.Rule, ["reason"] = answer.Reason };
        document["training"] = Choice(best);
        document["serving"] = answer.Serving is { } serving ? ServingRows.Json(serving) : null;
        document["front"] = new JsonArray([.. answer.Front.Select(Choice)]);
        document["within_1_percent"] = FitJson.Interval(answer.Flat);
        document["limits"] = new JsonArray([.. answer.Limits.Select(SizeDocument.Limit)]);
        document["search"] = new JsonObject { ["candidates"] = answer.Evaluated, ["exhaustive"] = answer.IsExhaustive };
        document["law"] = SizeDocument.Law(question.Law);
        document["warnings"] = FitJson.Lines(answer.Warnings);
        return document.ToJsonString(JsonText.Indented);
    }

    private static JsonObject Question(PlanQuestion question) => new()
    {
        ["flops"] = question.Flops,
        ["target_loss"] = question.TargetLoss,
        ["tokens"] = question.Tokens,
        ["unique_tokens"] = question.UniqueTokens,
        ["max_epochs"] = question.MostEpochs,
        ["serve_tokens"] = question.AnsweredTokens,
        ["hardware"] = question.Hardware?.Name,
        ["devices"] = question.Devices,
        ["days"] = question.Days,
        ["device_hours"] = question.DeviceHours,
        ["usd"] = question.Usd,
        ["usd_per_device_hour"] = question.Price,
        ["precision"] = question.Format.Name(),
        ["context"] = question.Context,
    };

    private static JsonObject Choice(TrainingChoice choice)
    {
        var parallel = choice.Parallelism;
        return new JsonObject
        {
            ["parameters"] = choice.Shape.Parameters.Total,
            ["layers"] = DecoderShapes.Layers(choice.Shape),
            ["width"] = choice.Shape.Width,
            ["heads"] = choice.Shape.Decoder[0].Attention.Heads,
            ["key_value_heads"] = choice.Shape.Decoder[0].Attention.KeyValueHeads,
            ["head_size"] = choice.Shape.Decoder[0].Attention.HeadSize,
            ["feed_forward"] = choice.Shape.Decoder[0].FeedForward?.Units,
            ["tokens"] = choice.Point.Tokens,
            ["loss"] = new JsonObject { ["value"] = FitJson.Number(choice.Point.Loss), ["interval"] = FitJson.Interval(choice.Loss), ["interval_of_one_run"] = FitJson.Interval(choice.RunLoss), ["level"] = 0.95, ["origin"] = choice.IsExtrapolated ? "extrapolated" : "predicted" },
            ["devices"] = parallel.Devices,
            ["parallelism"] = new JsonObject
            {
                ["tensor"] = parallel.Tensor,
                ["pipeline"] = parallel.Pipeline,
                ["context"] = parallel.Context,
                ["data"] = parallel.Data,
                ["expert"] = parallel.Expert,
                ["zero"] = parallel.ZeroStage,
                ["micro_batch"] = choice.MicroBatch,
                ["global_batch"] = choice.GlobalBatch,
                ["recompute"] = choice.Recompute == Recompute.Full ? "full" : "none",
            },
            ["memory_per_device"] = PlanDocument.Training(choice.Memory),
            ["step"] = new JsonObject
            {
                ["seconds"] = choice.Step.Total,
                ["compute_seconds"] = choice.Step.SecondsCompute,
                ["memory_bound_seconds"] = choice.Step.SecondsMemoryBound,
                ["tensor_parallel_seconds"] = choice.Step.SecondsTensorParallel,
                ["bubble_seconds"] = choice.Step.SecondsPipelineBubble,
                ["exposed_exchange_seconds"] = choice.Step.SecondsDataParallelExposed,
                ["other_seconds"] = choice.Step.SecondsOther,
            },
            ["tokens_per_second"] = Number(choice.Step.UnitsPerSecond),
            ["model_flops_utilization"] = choice.Step.ModelFlopsUtilization,
            ["utilization_convention"] = "three forward passes, attention to all tokens of the sequence, nothing recomputed (PaLM, arXiv:2204.02311)",
            ["seconds"] = Number(choice.Seconds),
            ["device_hours"] = choice.Point.DeviceSeconds / 3600,
            ["usd"] = choice.Usd is { } usd ? Number(usd) : null,
            ["joules"] = choice.Joules is { } joules ? Number(joules) : null,
        };
    }

    /// <summary>A number with its interval and where it comes from.</summary>
    public static JsonObject Number(Estimate estimate) => new()
    {
        ["value"] = FitJson.Number(estimate.Value),
        ["interval"] = new JsonArray(FitJson.Number(estimate.Low), FitJson.Number(estimate.High)),
        ["level"] = 0.8,
        ["origin"] = TagText.Of(estimate),
        ["basis"] = estimate.Basis,
    };
}
