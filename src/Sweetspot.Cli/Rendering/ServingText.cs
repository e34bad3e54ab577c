using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What it takes to answer with a known model.</summary>
internal static class ServingText
{
    public static string Write(TransformerArchitecture model, ServingDemand demand, ServingChoice choice) => string.Join(Environment.NewLine,
    [
        $"{model.Name}, {PlanNumber.Count(model.Parameters.Total)} parameters: prompts of {demand.Prompt} and answers of {demand.Generated} tokens",
        "",
        .. FitJson.Table([.. ServingRows.Of(choice, demand)], isLeft: true),
        "",
        "The fewest devices that keep the limits; a copy is shared by 1, 2, 4, … devices of one node. Intervals: 80 %, from errors on groups of measurements left out.",
        .. new PlanResult(model, demand.Prompt + demand.Generated, 1).Notes.Select(note => $"Note: {note}."),
    ]);

    public static string Json(TransformerArchitecture model, ServingDemand demand, ServingChoice choice)
    {
        var document = PlanDocument.OfModel(model, demand.Prompt + demand.Generated, 1);
        document["question"] = new JsonObject { ["requests_per_day"] = demand.RequestsPerDay, ["ttft_seconds"] = demand.FirstTokenSeconds, ["tpot_seconds"] = demand.PerTokenSeconds };
        document["serving"] = ServingRows.Json(choice);
        return document.ToJsonString(JsonText.Indented);
    }
}
