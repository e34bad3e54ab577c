using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The JSON document of <c>plan --json</c>, schema <c>sweetspot.plan/1</c>.</summary>
internal static class PlanDocument
{
    /// <summary>Tokens of a sequence where none are given.</summary>
    public const int UsualContext = 2048;

    public static string Write(PlanResult result) => OfModel(result).ToJsonString(JsonText.Indented);

    /// <summary>What a model is and needs, before anything is asked of it.</summary>
    public static JsonObject OfModel(Architecture architecture, int context, int batch) => OfModel(new PlanResult(architecture, context, batch));

    private static JsonObject OfModel(PlanResult result)
    {
        var (architecture, parameters, memory) = (result.Architecture, result.Architecture.Parameters, result.Memory);
        return new JsonObject
        {
            ["schema"] = "sweetspot.plan/1",
            ["model"] = architecture.Name,
            ["kind"] = architecture.Kind,
            ["parameters"] = new JsonObject
            {
                ["total"] = parameters.Total,
                ["active"] = parameters.Active,
                ["embedding"] = parameters.Embedding,
                ["active_definition"] = ParameterTotals.ActiveDefinition,
                ["parts"] = new JsonArray([.. architecture.Groups().Where(part => part.Count > 0).Select(part => new JsonObject { ["part"] = part.Part, ["parameters"] = part.Count })]),
                ["origin"] = "formula, exact",
            },
            [$"flops_per_{architecture.Unit}"] = Flops(result),
            ["memory"] = new JsonObject
            {
                ["weights_bytes"] = memory.Weights,
                ["training_state_bytes"] = memory.TrainingState,
                ["kv_cache_bytes_per_token"] = memory.CachePerToken,
                ["kv_cache_bytes"] = memory.Cache,
                ["context"] = result.Context,
                ["batch"] = result.Batch,
                ["precision"] = "bf16 weights and cache; mixed-precision Adam, 16 bytes a parameter",
                ["training"] = OnOneDevice(result),
                ["origin"] = "formula",
            },
            ["notes"] = new JsonArray([.. result.Notes.Select(note => (JsonNode)note)]),
        };
    }

    /// <summary>Bytes of training on one device, part by part.</summary>
    public static JsonObject Training(TrainingMemoryParts parts) => new()
    {
        ["total_bytes"] = parts.Total,
        ["weights_bytes"] = parts.Weights,
        ["gradients_bytes"] = parts.Gradients,
        ["optimizer_bytes"] = parts.Optimizer,
        ["activations_bytes"] = parts.Activations,
        ["logits_bytes"] = parts.Logits,
        ["buffers_bytes"] = parts.Buffers,
        ["origin"] = "formula",
    };

    private static JsonObject OnOneDevice(PlanResult result)
    {
        var memory = Training(result.Training);
        memory["plan"] = "one device, mixed-precision Adam, nothing recomputed, fused attention";
        return memory;
    }

    private static JsonObject Flops(PlanResult result)
    {
        var architecture = result.Architecture;
        return new JsonObject
        {
            ["forward"] = architecture.ForwardFlops(result.Context),
            ["training"] = architecture.TrainingFlops(result.Context),
            ["matmul"] = 2 * architecture.Parameters.Matmul,
            ["forward_full_attention"] = architecture.ForwardFlops(result.Context, isCausal: false),
            ["context"] = architecture.Unit == "token" ? result.Context : null,
            ["convention"] = "a multiply-add is two; matrix products, convolutions and attention scores only; decoders attend causally; training is three forward passes",
            ["origin"] = "formula",
        };
    }
}
