using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>One measured number of a row, and what the model says to it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Kind">What is judged: one line of the report.</param>
/// <param name="Seen">The measurement, in seconds or tokens a second.</param>
/// <param name="Weight">Its weight in a fit.</param>
internal sealed record ServingTarget(InferenceRow Row, string Kind, double Seen, double Weight = 1)
{
    public const string LocalDecode = "decode, batch 1, local engines";
    public const string ServerDecode = "decode, batch 1, server engines";
    public const string LocalPrefill = "prefill, local engines";
    public const string ServerPrefill = "prefill, server engines";
    public const string Static = "static batches, prompt and answer";
    public const string PerToken = "serving, time per output token";
    public const string FirstToken = "serving, time to first token";
    public const string Saturated = "serving, most tokens a second";

    /// <summary>Tokens of an answer where a row of decoding states none.</summary>
    private const double UnstatedAnswer = 200;

    /// <summary>What is judged, in words.</summary>
    public string Title => Kind is LocalDecode or ServerDecode ? "decode, batch 1" : Kind;

    /// <summary>What is left out together: of decoding the device, otherwise the model on the device.</summary>
    public string Group => Kind is LocalDecode or ServerDecode ? Row.Device : Pair;

    private string Pair => $"{Row.Model} on {Row.Device}";

    /// <summary>Whether it is left out with a group.</summary>
    public bool BelongsTo(string group) => group == Row.Device || group == Pair;

    /// <summary>What a row measures.</summary>
    public static IEnumerable<ServingTarget> Of(InferenceRow row)
    {
        switch (row.Kind)
        {
            case "llm_decode" when row.Batch == 1:
                yield return new ServingTarget(row, row.Engine == ServingEngine.Local ? LocalDecode : ServerDecode, row.PerToken);
                break;
            case "llm_prefill" when row.Prompt > 0:
                yield return new ServingTarget(row, row.Engine == ServingEngine.Local ? LocalPrefill : ServerPrefill, row.FirstToken > 0 ? row.FirstToken : row.Batch * row.Prompt / row.TokensPerSecond);
                break;
            case "llm_static":
                yield return new ServingTarget(row, Static, row.Batch * row.Generated / row.TokensPerSecond);
                break;
            case "llm_serving":
                yield return new ServingTarget(row, PerToken, row.PerToken);
                yield return new ServingTarget(row, FirstToken, row.FirstToken, 0.2);
                break;
            case "llm_serving_max":
                yield return new ServingTarget(row, Saturated, row.TokensPerSecond, 0.3);
                break;
        }
    }

    /// <summary>What the model says.</summary>
    public double Predicted(ServingConstants constants)
    {
        var times = new ServingTimes(Row.Shape, Row.Hardware, Row.Engine, Row.Tensor, Row.Pipeline, constants);
        return Kind switch
        {
            LocalDecode or ServerDecode => times.StepSeconds(1, Row.Prompt + ((Row.Generated > 0 ? Row.Generated : UnstatedAnswer) / 2)),
            LocalPrefill or ServerPrefill => times.PrefillSeconds(Row.Prompt, Row.Batch),
            Static => times.PrefillSeconds(Row.Prompt, Row.Batch) + ((Row.Generated - 1) * times.StepSeconds(Row.Batch, Row.Prompt + (Row.Generated / 2))),
            PerToken => times.UnderLoad(Row.Prompt, Row.Generated, Row.Batch, Row.MostRunning).PerToken,
            FirstToken => times.UnderLoad(Row.Prompt, Row.Generated, Row.Batch, Row.MostRunning).FirstToken,
            _ => times.Saturated(Row.Prompt, Row.Generated).TokensPerSecond,
        };
    }
}
