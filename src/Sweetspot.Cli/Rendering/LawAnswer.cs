using System.Globalization;
using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit</c> found of runs with parameters and tokens.</summary>
internal sealed record LawAnswer(string Name, LawReport Report, MeasuredRows Rows) : IFitAnswer
{
    private static readonly (string Name, Func<ScalingLaw, double> Of)[] s_constants =
    [
        ("E", law => law.E), ("A", law => law.A), ("B", law => law.B), ("alpha", law => law.Alpha), ("beta", law => law.Beta),
    ];

    private const int MostResampled = 400;

    private IEnumerable<string> Warnings => Rows.Warnings.Concat(Report.Warnings);

    public string Text()
    {
        var (fit, law) = (Report.Fit, Report.Fit.Law);
        List<string> lines =
        [
            FormattableString.Invariant($"{Name}: {fit.Runs.Length} runs, {G(fit.Runs.Min(run => run.Compute))} to {G(fit.LargestCompute)} FLOP, loss {fit.Runs.Min(run => run.Loss):0.####} to {fit.Runs.Max(run => run.Loss):0.####}"),
            "",
            $"L(N, D) = {FitNumber.Text(law.E)} + {FitNumber.Term(law.A, law.Alpha, "N")} + {FitNumber.Term(law.B, law.Beta, "D")}     (N parameters, D tokens)",
            "",
            .. TextTable([["", "value", "95 % interval", "standard error"], .. s_constants.Append(("N* ~ C^", l => l.ParameterExponent)).Select(constant => new[]
            {
                constant.Item1, FitNumber.Text(constant.Item2(law)), Range(fit.IntervalOf(constant.Item2)), FitNumber.Error(constant.Item2(law), fit.StandardErrorOf(constant.Item2)),
            })]),
            "",
            FormattableString.Invariant($"Objective {fit.Objective:0.000000e+0} (sum of Huber's loss of ln L, delta {fit.Delta:0.######}); {fit.Agreeing} of {fit.Starts} starts agree; runs scatter {FitNumber.Text(100 * fit.RelativeError, "0.##")} % around the law."),
        ];
        if (!fit.Resampled.IsEmpty)
        {
            lines.Add($"Intervals: {fit.Resampled.Length} resamples of the {(fit.DrewRuns ? "runs" : "residuals")}.");
        }

        if (!Report.NotIdentified.IsEmpty)
        {
            lines.AddRange(["", "Not identified by these runs:", .. Report.NotIdentified.Select(line => $"  {line}")]);
        }

        if (!Report.Optimum.IsEmpty)
        {
            lines.AddRange(["", "Best size by budget (C = 6 N D):", .. TextTable([["FLOP", "parameters", "95 %", "tokens", "tokens per parameter", "loss", "within 1 % of it"], .. Report.Optimum.Select(Row)])]);
        }

        lines.AddRange(["", RollOut(), .. Methods(), .. Rows.Excluded.Select(line => $"Excluded: {line}"), .. Warnings.Select(line => $"Warning: {line}.")]);
        return string.Join(Environment.NewLine, lines);
    }

    public string Json() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = "E + A/N^alpha + B/D^beta",
        ["runs"] = Report.Fit.Runs.Length,
        ["largest_run"] = LargestRun(),
        ["excluded"] = FitJson.Lines(Rows.Excluded),
        ["constants"] = new JsonObject(s_constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(Report.Fit.Law))))),
        ["parameter_exponent"] = FitJson.Number(Report.Fit.Law.ParameterExponent),
        ["objective"] = Report.Fit.Objective,
        ["objective_mean"] = Report.Fit.Objective / Report.Fit.Runs.Length,
        ["delta"] = Report.Fit.Delta,
        ["starts"] = new JsonObject { ["count"] = Report.Fit.Starts, ["agreeing"] = Report.Fit.Agreeing },
        ["relative_error"] = Report.Fit.RelativeError,
        ["intervals"] = Intervals(),
        ["standard_errors"] = new JsonObject(s_constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(Report.Fit.StandardErrorOf(constant.Of))))),
        ["resampled"] = Resampled(),
        ["not_identified"] = FitJson.Lines(Report.NotIdentified),
        ["flops_per_parameter_token"] = ScalingLaw.FlopsPerParameterToken,
        ["optimum"] = new JsonArray([.. Report.Optimum.Select(Optimum)]),
        ["rollout"] = Report.RollOut is { } test ? RollOutJson(test) : null,
        ["methods"] = new JsonObject
        {
            ["least_squares"] = new JsonObject(s_constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(Report.LeastSquares))))),
            ["iso_flop"] = Report.IsoFlop is { } iso ? IsoFlop(iso) : null,
            ["no_iso_flop"] = Report.NoIsoFlop,
        },
        ["warnings"] = FitJson.Lines(Warnings),
    }.ToJsonString(JsonText.Indented);

    public string Draw() => FitChart.Of(Report);

    /// <summary>Laws of the resamples, [E, A, B, alpha, beta] each, thinned evenly: what <c>plan --law</c> makes its intervals from.</summary>
    private JsonValue Resampled()
    {
        var laws = Report.Fit.Resampled;
        var every = Math.Max(1, laws.Length / MostResampled);
        double[][] rows = [.. laws.Where((law, index) => index % every == 0 && IsFinite(law)).Take(MostResampled).Select(Row)];
        return JsonValue.Create(new CompactRows(rows))!; // not null: its argument is not

        static double[] Row(ScalingLaw law) => [.. s_constants.Select(constant => double.Parse(constant.Of(law).ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

        static bool IsFinite(ScalingLaw law) => s_constants.All(constant => double.IsFinite(constant.Of(law)));
    }

    private JsonObject LargestRun()
    {
        var runs = Report.Fit.Runs;
        return new JsonObject { ["flops"] = Report.Fit.LargestCompute, ["parameters"] = runs.Max(run => run.Parameters), ["tokens"] = runs.Max(run => run.Tokens) };
    }

    private JsonObject Intervals()
    {
        var intervals = new JsonObject(s_constants.Append(("parameter_exponent", law => law.ParameterExponent))
            .Select(constant => KeyValuePair.Create(constant.Item1, FitJson.Interval(Report.Fit.IntervalOf(constant.Item2)))));
        intervals["level"] = 0.95;
        intervals["resamples"] = Report.Fit.Resampled.Length;
        intervals["method"] = Report.Fit.DrewRuns ? "bootstrap of runs" : "bootstrap of residuals";
        return intervals;
    }

    private static JsonNode Optimum(BudgetAnswer answer) => new JsonObject
    {
        ["flops"] = answer.Best.Flops,
        ["parameters"] = FitJson.Number(answer.Best.Parameters),
        ["tokens"] = FitJson.Number(answer.Best.Tokens),
        ["tokens_per_parameter"] = FitJson.Number(answer.Best.TokensPerParameter),
        ["loss"] = FitJson.Number(answer.Best.Loss),
        ["interval"] = new JsonObject
        {
            ["parameters"] = FitJson.Interval(answer.Parameters),
            ["tokens"] = FitJson.Interval(answer.Tokens),
            ["tokens_per_parameter"] = FitJson.Interval(answer.TokensPerParameter),
            ["loss"] = FitJson.Interval(answer.Loss),
        },
        ["within_1_percent"] = FitJson.Interval(answer.Flat),
        ["extrapolated"] = answer.IsExtrapolated,
    };

    private static JsonObject RollOutJson(RollOutTest test) => new()
    {
        ["held_out"] = test.HeldOut.Length,
        ["fitted_on"] = test.Fit.Runs.Length,
        ["mean_error"] = test.MeanError,
        ["max_error"] = test.LargestError,
        ["covered"] = test.Fit.Resampled.IsEmpty ? null : test.Covered,
        ["constants"] = new JsonObject(s_constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(test.Fit.Law))))),
        ["runs"] = new JsonArray([.. test.HeldOut.Select(run => new JsonObject
        {
            ["flops"] = run.Run.Compute,
            ["parameters"] = run.Run.Parameters,
            ["tokens"] = run.Run.Tokens,
            ["loss"] = run.Run.Loss,
            ["predicted"] = FitJson.Number(run.Predicted),
            ["interval"] = FitJson.Interval(run.Interval),
            ["error"] = FitJson.Number(run.RelativeError),
        })]),
    };

    private static JsonObject IsoFlop(IsoFlopFit iso) => new()
    {
        ["exponent"] = iso.Exponent,
        ["coefficient"] = iso.Coefficient,
        ["budgets"] = new JsonArray([.. iso.Budgets.Select(budget => new JsonObject { ["flops"] = budget.Flops, ["runs"] = budget.Runs, ["parameters"] = FitJson.Number(budget.Parameters), ["refused"] = budget.Why })]),
    };

    private static string[] Row(BudgetAnswer answer) =>
    [
        G(answer.Best.Flops) + (answer.IsExtrapolated ? " (extrapolated)" : ""), G(answer.Best.Parameters), Range(answer.Parameters), G(answer.Best.Tokens),
        FitNumber.Text(answer.Best.TokensPerParameter, "0.#") + (answer.TokensPerParameter is { } ratio ? $" ({FitNumber.Range(ratio, "0.#")})" : ""),
        FitNumber.Text(answer.Best.Loss) + (answer.Loss is { } loss ? $" ({FitNumber.Range(loss, "0.###")})" : ""),
        Range(answer.Flat),
    ];

    private string RollOut() => Report.RollOut is not { } test ? "Roll-out: none." : FormattableString.Invariant(
        $"Roll-out: fitted to the {test.Fit.Runs.Length} smaller runs, the {test.HeldOut.Length} largest are predicted {FitNumber.Text(100 * test.MeanError, "0.##")} % off on average, {FitNumber.Text(100 * test.LargestError, "0.##")} % at most")
        + (test.Fit.Resampled.IsEmpty ? "." : $"; {test.Covered} of {test.HeldOut.Length} lie in their 95 % intervals.");

    private IEnumerable<string> Methods()
    {
        var other = Report.LeastSquares;
        yield return $"By least squares on the loss: E {FitNumber.Text(other.E)}, alpha {FitNumber.Text(other.Alpha)}, beta {FitNumber.Text(other.Beta)}.";
        yield return Report.IsoFlop is { } iso
            ? FormattableString.Invariant($"By parabolas of {iso.Used} of {iso.Budgets.Length} budgets: N* = {iso.Coefficient:0.###e+0} C^{iso.Exponent:0.####}.")
            : $"By parabolas: not possible; {Report.NoIsoFlop}.";
    }

    private static string G(double value) => FitNumber.Text(value, "0.###e+0");

    private static string Range(Interval? interval) => FitNumber.Range(interval, interval is { High: >= 1e6 } ? "0.###e+0" : "0.####");

    private static IEnumerable<string> TextTable(string[][] rows) => FitJson.Table(rows);
}
