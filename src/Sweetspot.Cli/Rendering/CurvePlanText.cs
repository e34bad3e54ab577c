using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What a learning curve of one's own runs expects, for people and for programs.</summary>
internal static class CurvePlanText
{
    public static string Write(CurvePlan plan)
    {
        var (law, axis, isTarget) = (plan.Question.Law, plan.Axis, plan.Question.TargetError is not null);
        var place = plan.Beyond > 1 ? $"{NumberFormat.Significant(plan.Beyond)} times {(plan.Size > axis.Most ? "the largest" : "below the smallest")} measured{(plan.IsExtrapolated ? ", extrapolated" : "")}" : "within those measured";
        string Error(double value) => PlanNumber.Error(value, plan.Error);
        string[][] rows =
        [
            [axis.Column, PlanNumber.Size(plan.Size), isTarget ? Range(plan.SizeInterval, PlanNumber.Size) : "", place],
            [law.ErrorName, isTarget ? FitNumber.Text(plan.Error, Digits) : Error(plan.Error), isTarget ? "" : Range(plan.ErrorInterval, Error), isTarget ? "asked for" : "by the curve"],
            ["", "", Range(plan.RunInterval, Error), plan.RunInterval is null ? "" : "one run, its scatter in"],
        ];
        return string.Join(Environment.NewLine,
        [
            isTarget ? $"{law.Name}: the least {axis.Column} for {law.ErrorName} {FitNumber.Text(plan.Question.TargetError!.Value, Digits)}" : $"{law.Name}: {law.ErrorName} at {PlanNumber.Size(plan.Size)} {axis.Column}",
            "",
            .. FitJson.Table([.. rows.Where(row => row.Any(cell => cell.Length > 0))], isLeft: true),
            "",
            OwnLawText.Of(law),
            .. plan.Warnings.Select(warning => $"Warning: {warning}."),
        ]);
    }

    public static string Json(CurvePlan plan) => new JsonObject
    {
        ["schema"] = "sweetspot.plan/1",
        ["question"] = new JsonObject { ["at"] = plan.Question.Size, ["target_error"] = plan.Question.TargetError },
        ["curve"] = new JsonObject
        {
            ["column"] = plan.Axis.Column,
            ["size"] = plan.Size,
            ["error"] = FitJson.Number(plan.Error),
            ["interval"] = new JsonObject { ["size"] = FitJson.Interval(plan.SizeInterval), ["error"] = FitJson.Interval(plan.ErrorInterval), ["error_of_one_run"] = FitJson.Interval(plan.RunInterval), ["level"] = 0.95 },
            ["times_beyond_the_runs"] = plan.Beyond,
            ["origin"] = plan.IsExtrapolated ? "extrapolated" : "predicted",
        },
        ["law"] = OwnLawText.Json(plan.Question.Law),
        ["warnings"] = FitJson.Lines(plan.Warnings),
    }.ToJsonString(JsonText.Indented);

    private const string Digits = "0.#####";

    private static string Range(Interval? interval, Func<double, string> text) => interval is { } range ? $"95 %: {text(range.Low)} to {text(range.High)}" : "";
}
