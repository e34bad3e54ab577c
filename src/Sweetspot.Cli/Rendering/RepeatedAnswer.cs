using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit --unique</c> found: what a repeated token is worth, and the best size for budgets with so much unique data.</summary>
/// <param name="Name">The runs.</param>
/// <param name="Fit">With published constants of fresh data.</param>
/// <param name="Fresh">Whose constants of fresh data were taken.</param>
/// <param name="Own">With the law of these runs that repeat nothing; null where they do not tell it.</param>
/// <param name="UniqueTokens">Unique tokens to answer budgets for.</param>
/// <param name="Budgets">Budgets in FLOPs.</param>
/// <param name="Rows">The rows read.</param>
internal sealed record RepeatedAnswer(string Name, RepeatedDataFit Fit, PublishedLaw Fresh, RepeatedDataFit? Own, double UniqueTokens, IReadOnlyList<double> Budgets, MeasuredRows Rows) : IFitAnswer
{
    private static readonly double[] s_epochs = [2, 3, 4, 5, 8, 16, 32, 64];

    private IEnumerable<ComputeOptimum> Optimum => Budgets.Select(budget => Fit.Law.Optimum(budget, UniqueTokens));

    private IEnumerable<string> Warnings =>
    [
        .. Rows.Warnings,
        .. Fit.OverFitted > 0 ? [$"{Fit.OverFitted} pairs whose loss is {RepeatedDataFit.DefaultMostRatio} times that of fresh data or more were left out: the law has no term for over-fitting, which large models show on few tokens"] : Array.Empty<string>(),
        .. Fit.ExcessParameters is not { } excess || double.IsPositiveInfinity(excess.High) || excess.High > 10 * excess.Low ? ["R_N* is not identified by these pairs: what surplus parameters are worth is open"] : Array.Empty<string>(),
        .. Optimum.Any(best => best.Tokens / UniqueTokens > RepeatedDataLaw.MostEpochs) ? [$"beyond {RepeatedDataLaw.MostEpochs:0} epochs the law was not seen to hold; real losses are worse there"] : Array.Empty<string>(),
    ];

    public string Text() => string.Join(Environment.NewLine,
    [
        FormattableString.Invariant($"{Name}: {Fit.Pairs} pairs of runs with the same parameters and tokens, repeating their data {Fit.Epochs.Low:0.#} to {Fit.Epochs.High:0.#} times against not at all"),
        "",
        "L(N, D, U) = E + A / N'^alpha + B / D'^beta,  D' = U + U R_D* (1 - exp(-(D/U - 1) / R_D*)),  N' alike with R_N*     (U unique tokens)",
        "",
        .. FitJson.Table(
        [
            ["", "value", "95 % interval"],
            ["R_D*", FitNumber.Text(Fit.Law.RepeatedTokens, "0.##"), Range(Fit.RepeatedTokens)],
            ["R_N*", FitNumber.Text(Fit.Law.ExcessParameters, "0.##"), Range(Fit.ExcessParameters)],
        ]),
        "",
        FormattableString.Invariant($"Ratios of losses were fitted, with the constants of fresh data of {Fresh.Name} ({Fresh.Source}); they scatter {100 * Fit.RelativeError:0.##} % around the law."),
        .. Own is null ? Array.Empty<string>() : [FormattableString.Invariant($"With constants fitted to these runs' own fresh data: R_D* {FitNumber.Text(Own.Law.RepeatedTokens, "0.##")}.")],
        "",
        "What passes over the same data are worth, in passes over fresh data:",
        .. FitJson.Table([["passes", .. s_epochs.Select(epochs => FitNumber.Text(epochs))], ["worth", .. s_epochs.Select(epochs => FitNumber.Text(Fit.Law.EffectiveTokens(epochs * 1e9, 1e9) / 1e9, "0.##"))]]),
        "",
        FormattableString.Invariant($"Best size by budget with {G(UniqueTokens)} unique tokens (C = 6 N D), by the constants of {Fresh.Name}:"),
        .. FitJson.Table([["FLOP", "parameters", "tokens", "passes", "loss"], .. Optimum.Select(best => new[]
        {
            G(best.Flops), G(best.Parameters), G(best.Tokens), FitNumber.Text(best.Tokens / UniqueTokens, "0.##"), FitNumber.Text(best.Loss),
        })]),
        .. Rows.Excluded.Select(line => $"Excluded: {line}"),
        .. Warnings.Select(line => $"Warning: {line}."),
    ]);

    public string Json() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = "repeated data",
        ["name"] = Name,
        ["pairs"] = Fit.Pairs,
        ["excluded"] = FitJson.Lines(Rows.Excluded),
        ["constants"] = new JsonObject
        {
            ["E"] = Fit.Law.Law.E,
            ["A"] = Fit.Law.Law.A,
            ["B"] = Fit.Law.Law.B,
            ["alpha"] = Fit.Law.Law.Alpha,
            ["beta"] = Fit.Law.Law.Beta,
            ["repeated_tokens"] = FitJson.Number(Fit.Law.RepeatedTokens),
            ["excess_parameters"] = FitJson.Number(Fit.Law.ExcessParameters),
        },
        ["fresh"] = new JsonObject { ["name"] = Fresh.Name, ["source"] = Fresh.Source },
        ["intervals"] = new JsonObject { ["repeated_tokens"] = FitJson.Interval(Fit.RepeatedTokens), ["excess_parameters"] = FitJson.Interval(Fit.ExcessParameters) },
        ["own_fresh"] = Own is null ? null : new JsonObject { ["repeated_tokens"] = FitJson.Number(Own.Law.RepeatedTokens) },
        ["relative_error"] = Fit.RelativeError,
        ["unique_tokens"] = UniqueTokens,
        ["optimum"] = new JsonArray([.. Optimum.Select(best => new JsonObject
        {
            ["flops"] = best.Flops,
            ["parameters"] = best.Parameters,
            ["tokens"] = best.Tokens,
            ["epochs"] = best.Tokens / UniqueTokens,
            ["loss"] = best.Loss,
        })]),
        ["law_warnings"] = FitJson.Lines(Warnings),
        ["warnings"] = FitJson.Lines(Warnings),
    }.ToJsonString(JsonText.Indented);

    public string Draw() => FitChart.Of(Fit);

    private static string G(double value) => FitNumber.Text(value, "0.###e+0");

    private static string Range(Interval? interval) => interval is { } range && double.IsPositiveInfinity(range.High) ? $"from {FitNumber.Text(range.Low, "0.##")} on" : FitNumber.Range(interval, "0.##");
}
