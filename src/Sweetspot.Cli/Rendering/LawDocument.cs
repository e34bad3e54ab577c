using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The JSON of a law, as <c>plan --law</c> reads it: constants with draws, what they were fitted to, and what was counted. Described in docs/laws.md.</summary>
internal sealed class LawDocument(string name, LawReport report, MeasuredRows rows, CountedColumns columns, ServingAnswer? serving)
{
    /// <summary>The constants by name.</summary>
    public static readonly (string Name, Func<ScalingLaw, double> Of)[] Constants =
    [
        ("E", law => law.E), ("A", law => law.A), ("B", law => law.B), ("alpha", law => law.Alpha), ("beta", law => law.Beta),
    ];

    /// <summary>The document.</summary>
    public string Write() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = "E + A/N^alpha + B/D^beta",
        ["name"] = name,
        ["runs"] = report.Fit.Runs.Length,
        ["counted"] = new JsonObject { ["parameters"] = columns.Parameters, ["tokens"] = columns.Tokens, ["loss"] = columns.Loss, ["flops"] = "6 × parameters × tokens" },
        ["ranges"] = Ranges(),
        ["largest_run"] = LargestRun(),
        ["excluded"] = FitJson.Lines(rows.Excluded),
        ["constants"] = new JsonObject(Constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(report.Fit.Law))))),
        ["parameter_exponent"] = FitJson.Number(report.Fit.Law.ParameterExponent),
        ["objective"] = report.Fit.Objective,
        ["objective_mean"] = report.Fit.Objective / report.Fit.Runs.Length,
        ["delta"] = report.Fit.Delta,
        ["starts"] = new JsonObject { ["count"] = report.Fit.Starts, ["agreeing"] = report.Fit.Agreeing },
        ["relative_error"] = report.Fit.RelativeError,
        ["intervals"] = Intervals(),
        ["standard_errors"] = new JsonObject(Constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(report.Fit.StandardErrorOf(constant.Of))))),
        ["standard_errors_missing"] = Missing(),
        ["resampled"] = FitJson.Resampled(report.Fit.Resampled.Select(law => Constants.Select(constant => constant.Of(law)))),
        ["not_identified"] = FitJson.Lines(report.NotIdentified),
        ["flops_per_parameter_token"] = ScalingLaw.FlopsPerParameterToken,
        ["optimum"] = new JsonArray([.. report.Optimum.Select(Optimum)]),
        ["serving"] = serving?.Json(),
        ["rollout"] = report.RollOut is { } test ? RollOutJson(test) : null,
        ["methods"] = new JsonObject
        {
            ["least_squares"] = new JsonObject(Constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(report.LeastSquares))))),
            ["iso_flop"] = report.IsoFlop is { } iso ? IsoFlop(iso) : null,
            ["no_iso_flop"] = report.NoIsoFlop,
        },
        ["law_warnings"] = FitJson.Lines(rows.Warnings.Concat(report.Warnings)),
        ["warnings"] = FitJson.Lines(rows.Warnings.Concat(report.Warnings).Concat(columns.Warnings).Concat(report.AnswerWarnings)),
    }.ToJsonString(JsonText.Indented);

    /// <summary>Why a standard error is null.</summary>
    private JsonObject Missing() => new(Constants.Where(constant => report.Fit.StandardErrorOf(constant.Of) is null)
        .Select(constant => KeyValuePair.Create(constant.Name, (JsonNode?)report.Fit.WhyNoErrorOf(constant.Of))));

    private JsonObject LargestRun()
    {
        var runs = report.Fit.Runs;
        return new JsonObject { ["flops"] = report.Fit.LargestCompute, ["parameters"] = runs.Max(run => run.Parameters), ["tokens"] = runs.Max(run => run.Tokens) };
    }

    private JsonObject Ranges()
    {
        return new JsonObject
        {
            ["parameters"] = Range(run => run.Parameters),
            ["tokens"] = Range(run => run.Tokens),
            ["tokens_per_parameter"] = Range(run => run.Tokens / run.Parameters),
            ["flops"] = Range(run => run.Compute),
            ["loss"] = Range(run => run.Loss),
        };

        JsonArray Range(Func<TrainingRun, double> of) => new(report.Fit.Runs.Min(of), report.Fit.Runs.Max(of));
    }

    private JsonObject Intervals()
    {
        var intervals = new JsonObject(Constants.Append(("parameter_exponent", law => law.ParameterExponent))
            .Select(constant => KeyValuePair.Create(constant.Item1, FitJson.Interval(report.Fit.IntervalOf(constant.Item2)))));
        intervals["level"] = 0.95;
        intervals["resamples"] = report.Fit.Resampled.Length;
        intervals["method"] = report.Fit.DrewRuns ? "bootstrap of runs" : "bootstrap of residuals";
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
        ["constants"] = new JsonObject(Constants.Select(constant => KeyValuePair.Create(constant.Name, FitJson.Number(constant.Of(test.Fit.Law))))),
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
}
