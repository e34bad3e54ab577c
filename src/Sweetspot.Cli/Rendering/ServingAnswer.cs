using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The best sizes where answering counts too.</summary>
/// <param name="Law">The law.</param>
/// <param name="Tokens">Tokens to be answered.</param>
/// <param name="Trained">The best sizes of budgets that pay for training alone.</param>
internal sealed record ServingAnswer(ScalingLaw Law, double Tokens, IReadOnlyList<ComputeOptimum> Trained)
{
    /// <summary>For people.</summary>
    public IEnumerable<string> Text() =>
    [
        $"Where it answers {G(Tokens)} tokens over its life, at 2 N FLOPs each (Sardana et al. 2024). Least loss for a budget that pays for both:",
        .. FitJson.Table([["FLOP", "parameters", "tokens", "tokens per parameter", "loss"], .. Trained.Select(best => InferenceAwareOptimum.ForBudget(Law, best.Flops, Tokens)).Select(best => double.IsFinite(best.Loss) && best.Tokens > 0
            ? new[] { G(best.Flops), G(best.Parameters), G(best.Tokens), FitNumber.Text(best.TokensPerParameter, "0.#"), FitNumber.Text(best.Loss) }
            : [G(best.Flops), "–", "–", "–", "too little to answer so much"])]),
        "Least total FLOPs for the loss of training alone:",
        .. FitJson.Table([["loss", "parameters", "tokens", "total FLOP", "saves"], .. Trained.Select(best => (Best: best, Least: InferenceAwareOptimum.ForLoss(Law, best.Loss, Tokens))).Where(pair => pair.Least is not null).Select(pair => new[]
        {
            FitNumber.Text(pair.Best.Loss), G(pair.Least!.Value.Parameters), G(pair.Least.Value.Tokens), G(pair.Least.Value.Flops), FormattableString.Invariant($"{100 * Saving(pair.Best, pair.Least.Value):0.##} %"),
        })]),
    ];

    /// <summary>For programs.</summary>
    public JsonObject Json() => new()
    {
        ["tokens"] = Tokens,
        ["budgets"] = new JsonArray([.. Trained.Select(best => InferenceAwareOptimum.ForBudget(Law, best.Flops, Tokens)).Select(best => new JsonObject
        {
            ["flops"] = best.Flops,
            ["parameters"] = FitJson.Number(best.Parameters),
            ["tokens"] = FitJson.Number(best.Tokens),
            ["loss"] = FitJson.Number(best.Loss),
        })]),
        ["losses"] = new JsonArray([.. Trained.Select(best => (Best: best, Least: InferenceAwareOptimum.ForLoss(Law, best.Loss, Tokens))).Where(pair => pair.Least is not null).Select(pair => new JsonObject
        {
            ["loss"] = pair.Best.Loss,
            ["parameters"] = pair.Least!.Value.Parameters,
            ["tokens"] = pair.Least.Value.Tokens,
            ["flops"] = pair.Least.Value.Flops,
            ["saving"] = Saving(pair.Best, pair.Least.Value),
        })]),
    };

    private double Saving(ComputeOptimum trained, ComputeOptimum least) => 1 - (least.Flops / InferenceAwareOptimum.TotalFlops(trained.Parameters, trained.Tokens, Tokens));

    private static string G(double value) => FitNumber.Text(value, "0.###e+0");
}
