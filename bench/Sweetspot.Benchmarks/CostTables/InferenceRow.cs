using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>One measurement of a language model that is served, with what a prediction needs.</summary>
internal sealed class InferenceRow
{
    /// <summary>Sequences that vLLM's scheduler lets run by default (docs.vllm.ai, v0.11.2, SchedulerConfig); no other engine here has a limit that rows reach.</summary>
    private const double VllmMostRunning = 128;

    private InferenceRow(ModelRow row, TransformerArchitecture model, Hardware hardware, WeightFormat weights)
    {
        Kind = row["kind"];
        Engine = row["framework"] is "llama.cpp" or "llamafile" ? ServingEngine.Local : ServingEngine.Server;
        (FirstToken, PerToken) = (Number(row, "ttft_ms") / 1e3, Number(row, "tpot_ms") / 1e3);
        (Tensor, Pipeline) = (Whole(row, "tp", 1), Whole(row, "pp", 1));
        MostRunning = row["framework"] == "vllm" ? VllmMostRunning : double.MaxValue;
        Batch = Whole(row, "batch_or_concurrency", 1);
        (Prompt, Generated) = (Number(row, "prompt_len"), Number(row, "gen_len"));
        TokensPerSecond = Number(row, "tokens_per_s_total") is > 0 and var total ? total : Number(row, "value") * (row["metric"].Contains("listed", StringComparison.Ordinal) ? Tensor : 1);
        Device = hardware.Name;
        Model = model.Name;
        Shape = ServingShape.Of(model, weights, Cache(row["kv_precision"], row["framework"], weights));
        Hardware = new ServingDevice(hardware, weights);
    }

    public string Kind { get; }

    public ServingEngine Engine { get; }

    public string Device { get; }

    public string Model { get; }

    public int Tensor { get; }

    public int Pipeline { get; }

    public double Batch { get; }

    public double MostRunning { get; }

    public double Prompt { get; }

    public double Generated { get; }

    public double FirstToken { get; }

    public double PerToken { get; }

    public double TokensPerSecond { get; }

    public ServingShape Shape { get; }

    public ServingDevice Hardware { get; }

    /// <summary>The row taken apart, or why it cannot be.</summary>
    public static (InferenceRow? Row, string? Reason) Of(ModelRow row)
    {
        var name = row["model"];
        if (HardwareCatalogue.TryFind(row["hardware"]) is not { } hardware)
        {
            return (null, $"device \"{row["hardware"]}\" is not in the catalogue");
        }

        if (InferenceModels.Find(name) is not TransformerArchitecture model)
        {
            return (null, $"model \"{name}\" is not in the catalogue");
        }

        if (Format(row) is not { } weights)
        {
            return (null, $"weights \"{row["weight_precision"]}\" are not known");
        }

        return row["framework"] switch
        {
            "litgpt" => (null, "run without recorded kernels: launches decide, no model"),
            _ => (new InferenceRow(row, model, hardware, weights), null),
        };
    }

    private static WeightFormat? Format(ModelRow row)
    {
        var format = WeightFormat.TryFind(row["weight_precision"]);
        return format is not null && Number(row, "weight_bytes") is > 0 and var bytes && Number(row, "params") is > 0 and var count && format.IsPacked
            ? format with { Bits = 8 * bytes / count }
            : format;
    }

    /// <summary>The format of the cache; where a row does not say, 16 bits, but 8 in TensorRT-LLM with weights of 8 or 4 bits, as its makers' checkpoints state.</summary>
    private static NumberFormat Cache(string text, string framework, WeightFormat weights) =>
        NumberFormats.Find(text) ?? (framework is "trtllm" or "TensorRT-LLM" && weights.Compute is (NumberFormat.Fp8 or NumberFormat.Fp4) ? NumberFormat.Fp8 : NumberFormat.Fp16);

    private static double Number(ModelRow row, string column) => double.TryParse(row[column], CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int Whole(ModelRow row, string column, int otherwise) => row.Whole(column) is > 0 and var number ? number : otherwise;
}
