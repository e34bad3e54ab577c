using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>How a model answers, for people and for programs.</summary>
internal static class ServingRows
{
    /// <summary>Rows of name, value and origin.</summary>
    public static IEnumerable<string[]> Of(ServingChoice choice, ServingDemand demand)
    {
        var (setup, speed) = (choice.Setup, choice.Speed);
        yield return
        [
            "answering",
            $"{choice.Devices} × {setup.Hardware.Name}{(choice.Copies > 1 ? $": {choice.Copies} copies" : "")}{(setup.Tensor > 1 ? $", tensor {setup.Tensor}" : "")}, {setup.Weights.Name} weights, {setup.Clients} at a time{(choice.Copies > 1 ? " each" : "")}",
            "",
        ];
        yield return ["first token", $"{NumberFormat.Seconds(speed.FirstTokenSeconds.Value)} after {demand.Prompt} tokens ({Range(speed.FirstTokenSeconds)}){Limit(demand.FirstTokenSeconds)}", TagText.Of(speed.FirstTokenSeconds)];
        yield return ["each token", $"{NumberFormat.Seconds(speed.PerTokenSeconds.Value)} ({Range(speed.PerTokenSeconds)}){Limit(demand.PerTokenSeconds)}", TagText.Of(speed.PerTokenSeconds)];
        yield return ["answered", $"{PlanNumber.Count(choice.Copies * speed.TokensPerSecond.Value)} tokens/s{(demand.RequestsPerDay is { } day ? $" for {PlanNumber.Counted(day, "request")} a day" : "")}", TagText.Of(speed.TokensPerSecond)];
        yield return ["its memory", $"{NumberFormat.Bytes(choice.Memory.Total(speed.Running))} of {NumberFormat.Bytes(choice.Memory.Device)} a device: weights {NumberFormat.Bytes(choice.Memory.Weights)}, cache {NumberFormat.Bytes(speed.Running * choice.Memory.CachePerSequence)}", "formula"];
        if (choice.UsdPerMillionTokens is { } usd)
        {
            yield return ["its price", $"{PlanNumber.Usd(usd.Value)} a million tokens, {PlanNumber.Usd(choice.Devices * choice.UsdPerHour!.Value * 24)} a day", TagText.Of(usd)];
        }
    }

    /// <summary>The same as JSON.</summary>
    public static JsonObject Json(ServingChoice choice) => new()
    {
        ["hardware"] = choice.Setup.Hardware.Name,
        ["devices"] = choice.Devices,
        ["copies"] = choice.Copies,
        ["tensor"] = choice.Setup.Tensor,
        ["weights"] = choice.Setup.Weights.Name,
        ["clients_per_copy"] = choice.Setup.Clients,
        ["prompt"] = choice.Setup.Prompt,
        ["generated"] = choice.Setup.Generated,
        ["ttft_seconds"] = TrainingDocument.Number(choice.Speed.FirstTokenSeconds),
        ["tpot_seconds"] = TrainingDocument.Number(choice.Speed.PerTokenSeconds),
        ["tokens_per_second_per_copy"] = TrainingDocument.Number(choice.Speed.TokensPerSecond),
        ["memory"] = new JsonObject { ["weights_bytes"] = choice.Memory.Weights, ["cache_bytes_per_sequence"] = choice.Memory.CachePerSequence, ["reserve_bytes"] = choice.Memory.Reserve, ["device_bytes"] = choice.Memory.Device },
        ["usd_per_million_tokens"] = choice.UsdPerMillionTokens is { } usd ? TrainingDocument.Number(usd) : null,
    };

    private static string Range(Estimate estimate) => $"{NumberFormat.Seconds(estimate.Low)} to {NumberFormat.Seconds(estimate.High)}";

    private static string Limit(double? seconds) => seconds is { } limit ? $", {NumberFormat.Seconds(limit)} allowed" : "";
}
