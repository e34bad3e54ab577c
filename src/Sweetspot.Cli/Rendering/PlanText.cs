using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>plan</c> counted, for people.</summary>
internal static class PlanText
{
    public static string Write(PlanResult result)
    {
        var (architecture, parameters, memory) = (result.Architecture, result.Architecture.Parameters, result.Memory);
        var isText = architecture.Unit == "token";
        List<(string Name, string Value)> rows =
        [
            ("parameters", Whole(parameters.Total)),
            .. architecture.Groups().Where(part => part.Count > 0).Select(part => ($"  {part.Part}", Whole(part.Count))),
            .. parameters.Active == parameters.Total ? [] : new[] { ($"active for one {architecture.Unit}", Whole(parameters.Active)) },
            ($"FLOPs per {architecture.Unit}", $"{NumberFormat.Value(architecture.ForwardFlops(result.Context), "FLOP")} forward, {NumberFormat.Value(architecture.TrainingFlops(result.Context), "FLOP")} training{(isText ? $" at {result.Context} tokens" : "")}"),
            ("weights, bf16", NumberFormat.Bytes(memory.Weights)),
            .. TrainingRows(result),
        ];
        if (memory.CachePerToken > 0)
        {
            rows.Add(("KV cache, bf16", $"{Whole(memory.CachePerToken)} B a token, {NumberFormat.Bytes(memory.Cache)} for {result.Batch} × {result.Context} tokens"));
        }

        var width = rows.Max(row => row.Name.Length);
        return string.Join(Environment.NewLine,
        [
            $"{architecture.Name} ({architecture.Kind})",
            "",
            .. rows.Select(row => $"  {row.Name.PadRight(width)}  {row.Value}"),
            "",
            $"All by formula from the shape; parameters are exact. Active: {ParameterTotals.ActiveDefinition}.",
            .. result.Notes.Select(note => $"Note: {note}."),
        ]);
    }

    private static IEnumerable<(string Name, string Value)> TrainingRows(PlanResult result)
    {
        var parts = result.Training;
        yield return ("training, one device", $"{NumberFormat.Bytes(parts.Total)} with mixed-precision Adam, {result.BatchText}, nothing recomputed");
        yield return ("  weights", NumberFormat.Bytes(parts.Weights));
        yield return ("  gradients", NumberFormat.Bytes(parts.Gradients));
        yield return ("  optimizer", NumberFormat.Bytes(parts.Optimizer));
        yield return ("  activations", NumberFormat.Bytes(parts.Activations));
        if (parts.Logits > 0)
        {
            yield return ("  output", NumberFormat.Bytes(parts.Logits));
        }
    }

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
