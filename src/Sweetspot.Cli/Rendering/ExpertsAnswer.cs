using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit --experts</c> found: loss by the parameters that a token meets and the number of experts.</summary>
/// <param name="Name">The runs.</param>
/// <param name="Law">The law.</param>
/// <param name="Runs">Parameters, experts and loss.</param>
/// <param name="Rows">The rows read.</param>
internal sealed record ExpertsAnswer(string Name, ExpertsLaw Law, IReadOnlyList<(double Parameters, double Experts, double Loss)> Runs, MeasuredRows Rows) : IFitAnswer
{
    private double Scatter => Math.Sqrt(Runs.Average(run => Math.Pow(Math.Log10(Law.Loss(run.Parameters, run.Experts) / run.Loss), 2)));

    /// <summary>Size from which on more experts no longer lower the loss; null where they always do.</summary>
    private double? Cutoff => Law.Joint > 0 && Law.Experts < 0 ? Math.Pow(10, -Law.Experts / Law.Joint) : null;

    private IEnumerable<double> Counts => Runs.Select(run => run.Experts).Where(count => count > 1).Distinct().Order();

    public string Text()
    {
        var (least, most) = (Runs.Min(run => run.Parameters), Runs.Max(run => run.Parameters));
        return string.Join(Environment.NewLine,
        [
            FormattableString.Invariant($"{Name}: {Runs.Count} runs, {G(least)} to {G(most)} parameters a token, {Runs.Min(run => run.Experts):0} to {Runs.Max(run => run.Experts):0} experts"),
            "",
            FormattableString.Invariant($"log10 L = {Law.Size:0.#####} log10 N {Law.Experts:+ 0.#####;- 0.#####} log10 E {Law.Joint:+ 0.#####;- 0.#####} log10 N log10 E {Law.Offset:+ 0.####;- 0.####}     (N parameters that one token meets, E experts)"),
            FormattableString.Invariant($"Runs scatter {100 * (Math.Pow(10, Scatter) - 1):0.##} % around it ({Scatter:0.####} in log10)."),
            "",
            "A dense model of the same expected loss has so many parameters:",
            .. FitJson.Table([["experts", .. new[] { least, Math.Sqrt(least * most), most }.Select(size => $"{G(size)} a token")],
                .. Counts.Select(count => new[] { FitNumber.Text(count), G(Law.DenseEquivalent(least, count)), G(Law.DenseEquivalent(Math.Sqrt(least * most), count)), G(Law.DenseEquivalent(most, count)) })]),
            .. Cutoff is { } cutoff ? [$"By this law experts stop paying at {G(cutoff)} parameters a token{(cutoff > most ? ", beyond the runs: extrapolated" : "")}."] : Array.Empty<string>(),
            .. Rows.Excluded.Select(line => $"Excluded: {line}"),
            .. Rows.Warnings.Select(line => $"Warning: {line}."),
        ]);
    }

    public string Json() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = "experts",
        ["name"] = Name,
        ["runs"] = Runs.Count,
        ["excluded"] = FitJson.Lines(Rows.Excluded),
        ["constants"] = new JsonObject { ["a"] = Law.Size, ["b"] = Law.Experts, ["c"] = Law.Joint, ["d"] = Law.Offset },
        ["rmse_log10"] = Scatter,
        ["cutoff_parameters"] = FitJson.Number(Cutoff),
        ["warnings"] = FitJson.Lines(Rows.Warnings),
    }.ToJsonString(JsonText.Indented);

    public string Draw() => FitChart.Expected("Loss expected and seen", "loss", Runs.Select(run => (run.Loss, Law.Loss(run.Parameters, run.Experts))));

    private static string G(double value) => FitNumber.Text(value, "0.###e+0");
}
