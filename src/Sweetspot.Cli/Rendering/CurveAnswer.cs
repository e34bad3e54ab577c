using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit</c> found of a learning curve.</summary>
internal sealed record CurveAnswer(string Name, CurveReport Report, MeasuredRows Rows, string SizeColumn, string ErrorColumn) : IFitAnswer
{
    private IEnumerable<string> Excluded => Rows.Excluded.Concat(Report.Outliers.Select(point =>
        FormattableString.Invariant($"{Place(point)}: error {point.Error:0.######} at size {point.Size:0.######e+0} lies far off the curve of the others; diverged?")));

    public string Text() => string.Join(Environment.NewLine,
    [
        $"{Name}: {PlanNumber.Counted(Report.Points.Length, "point")}, {SizeColumn} {PlanNumber.Size(Report.Points[0].Size)} to {PlanNumber.Size(Report.Points[^1].Size)}",
        "",
        $"{Formula(Report.Chosen.Curve.Form)}, {string.Join(", ", Report.Chosen.Curve.Constants.Select(pair => $"{pair.Key} {FitNumber.Text(pair.Value, "0.######")}{Range(IntervalOf(pair.Key))}"))}",
        FormattableString.Invariant($"Points scatter {100 * Report.Chosen.Curve.LogError:0.##} % around it. A constant alone means little; compare predictions."),
        "",
        .. FitJson.Table([[SizeColumn, $"expected {ErrorColumn}", "95 % interval"], .. Report.Predictions.Select(prediction => new[]
        {
            PlanNumber.Size(prediction.Size) + (prediction.IsExtrapolated ? " (extrapolated)" : ""), PlanNumber.Error(prediction.Error, prediction.Error),
            prediction.Interval is { } interval ? PlanNumber.Range(interval, value => PlanNumber.Error(value, prediction.Error)) : "–",
        })]),
        "",
        "Error at the largest sizes, fitted without them:",
        .. FitJson.Table([["form", "held-out error", "scatter"], .. Report.Forms.Select(fit => new[]
        {
            $"{fit.Curve.Form} {Formula(fit.Curve.Form)}", fit.HeldOutError is { } error ? $"{FitNumber.Text(100 * error, "0.##")} %" : "–", $"{FitNumber.Text(100 * fit.Curve.LogError, "0.##")} %",
        })]),
        .. Excluded.Select(line => $"Excluded: {line}"),
        .. Rows.Warnings.Concat(Report.Warnings).Concat(Report.AnswerWarnings).Select(line => $"Warning: {line}."),
    ]);

    public string Json() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = Report.Chosen.Curve.Form.ToString(),
        ["formula"] = Formula(Report.Chosen.Curve.Form),
        ["name"] = Name,
        ["counted"] = new JsonObject { ["size"] = SizeColumn, ["error"] = ErrorColumn },
        ["ranges"] = new JsonObject { ["size"] = Ends(point => point.Size), ["error"] = Ends(point => point.Error) },
        ["points"] = Report.Points.Length,
        ["excluded"] = FitJson.Lines(Excluded),
        ["constants"] = Constants(Report.Chosen.Curve),
        ["relative_error"] = Report.Chosen.Curve.LogError,
        ["intervals"] = new JsonObject(Report.Chosen.Curve.Constants.Keys.Select(name => KeyValuePair.Create(name, FitJson.Interval(IntervalOf(name))))),
        ["resampled"] = FitJson.Resampled(Report.Resampled.Select(curve => curve.Constants.Values)),
        ["predictions"] = new JsonArray([.. Report.Predictions.Select(prediction => new JsonObject
        {
            ["size"] = prediction.Size,
            ["error"] = FitJson.Number(prediction.Error),
            ["interval"] = FitJson.Interval(prediction.Interval),
            ["extrapolated"] = prediction.IsExtrapolated,
        })]),
        ["rollout"] = Report.Chosen.HeldOutError is { } error ? new JsonObject { ["mean_error"] = error } : null,
        ["forms"] = new JsonArray([.. Report.Forms.Select(fit => new JsonObject
        {
            ["law"] = fit.Curve.Form.ToString(),
            ["constants"] = Constants(fit.Curve),
            ["relative_error"] = fit.Curve.LogError,
            ["held_out_error"] = FitJson.Number(fit.HeldOutError),
        })]),
        ["law_warnings"] = FitJson.Lines(Rows.Warnings.Concat(Report.Warnings)),
        ["warnings"] = FitJson.Lines(Rows.Warnings.Concat(Report.Warnings).Concat(Report.AnswerWarnings)),
    }.ToJsonString(JsonText.Indented);

    public string Draw() => FitChart.Of(Report, SizeColumn, ErrorColumn);

    private JsonArray Ends(Func<SizePoint, double> of) => new(Report.Points.Min(of), Report.Points.Max(of));

    private static JsonObject Constants(LearningCurve curve) => new(curve.Constants.Select(pair => KeyValuePair.Create(pair.Key, FitJson.Number(pair.Value))));

    private static string Formula(CurveForm form) => form switch
    {
        CurveForm.M1 => "a n^-c",
        CurveForm.M2 => "e + a n^-c",
        CurveForm.M3 => "e + a (1/n + g)^c",
        _ => "(y - e) / (e0 - y)^s = b n^-c",
    };

    private string Place(SizePoint point)
    {
        var row = Rows.Rows.Select((values, index) => (values, index)).First(pair => pair.values[0] == point.Size && pair.values[1] == point.Error).index;
        return Rows.Places[row];
    }

    private Interval? IntervalOf(string constant) => Report.Resampled.IsEmpty ? null : Interval.Of(Report.Resampled.Select(curve => curve.Constants[constant]));

    private static string Range(Interval? interval) => interval is { } range ? $" ({FitNumber.Range(range)})" : "";
}
