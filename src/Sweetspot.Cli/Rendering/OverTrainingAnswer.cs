using System.Text.Json.Nodes;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>fit --law over-training</c> found: loss by size and tokens a parameter, asked about every run that it was not fitted to.</summary>
/// <param name="Name">The runs.</param>
/// <param name="Law">The law.</param>
/// <param name="Fitted">Runs that it was fitted to.</param>
/// <param name="Asked">The others, with what it expected.</param>
/// <param name="Downstream">The law of task errors; null where none was asked for.</param>
/// <param name="DownstreamFitted">Runs that it was fitted to.</param>
/// <param name="Rows">The rows read.</param>
internal sealed record OverTrainingAnswer(
    string Name, OverTrainingLaw Law, int Fitted, IReadOnlyList<OverTrainingAnswer.AskedRun> Asked, DownstreamLaw? Downstream, int DownstreamFitted, MeasuredRows Rows) : IFitAnswer
{
    /// <summary>A run that the law did not see.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Error">Its task error; null where none was asked for.</param>
    internal readonly record struct AskedRun(TrainingRun Run, double? Error)
    {
        public double TokensPerParameter => Run.Tokens / Run.Parameters;
    }

    private IEnumerable<string> Warnings =>
    [
        .. Rows.Warnings,
        .. Fitted < 5 ? [$"{Fitted} runs for four constants: the law meets them nearly, whatever they are"] : Array.Empty<string>(),
    ];

    public string Text() => string.Join(Environment.NewLine,
    [
        $"{Name}: fitted to {Fitted} runs, asked about {Counted.Of(Asked.Count, "other")}",
        "",
        FormattableString.Invariant($"L(N, M) = {FitNumber.Text(Law.E)} + {FitNumber.Text(Law.SizeScale)} N^-{FitNumber.Text(Law.Exponent)} + {FitNumber.Text(Law.DataScale)} (sqrt(6) M N)^-{FitNumber.Text(Law.Exponent)}     (M = D / N tokens a parameter)"),
        .. Downstream is null ? Array.Empty<string>() : [FormattableString.Invariant($"error(L) = {FitNumber.Text(Downstream.Ceiling)} - {FitNumber.Text(Downstream.Scale)} exp(-{FitNumber.Text(Downstream.Rate)} L), fitted to the losses of {DownstreamFitted} runs, asked with the loss that the law expects")],
        "",
        .. FitJson.Table(
        [
            ["parameters", "M", "loss", "expected", "off", .. Downstream is null ? Array.Empty<string>() : ["error", "expected", "off"]],
            .. Asked.Select(Cells),
        ]),
        .. Rows.Excluded.Select(line => $"Excluded: {line}"),
        .. Warnings.Select(line => $"Warning: {line}."),
    ]);

    public string Json() => new JsonObject
    {
        ["schema"] = "sweetspot.fit/1",
        ["law"] = "over-training",
        ["name"] = Name,
        ["runs"] = Fitted,
        ["excluded"] = FitJson.Lines(Rows.Excluded),
        ["constants"] = new JsonObject { ["E"] = Law.E, ["a"] = Law.SizeScale, ["b"] = Law.DataScale, ["h"] = Law.Exponent },
        ["downstream"] = Downstream is null ? null : new JsonObject { ["epsilon"] = Downstream.Ceiling, ["k"] = Downstream.Scale, ["gamma"] = Downstream.Rate, ["runs"] = DownstreamFitted },
        ["predictions"] = new JsonArray([.. Asked.Select(asked => new JsonObject
        {
            ["parameters"] = asked.Run.Parameters,
            ["tokens_per_parameter"] = asked.TokensPerParameter,
            ["loss"] = asked.Run.Loss,
            ["predicted"] = FitJson.Number(Expected(asked)),
            ["error"] = FitJson.Number((Expected(asked) / asked.Run.Loss) - 1),
            ["task_error"] = FitJson.Number(asked.Error),
            ["task_error_predicted"] = FitJson.Number(Downstream?.Error(Expected(asked))),
            ["task_error_off"] = FitJson.Number(asked.Error is { } seen && Downstream is not null ? (Downstream.Error(Expected(asked)) / seen) - 1 : null),
        })]),
        ["warnings"] = FitJson.Lines(Warnings),
    }.ToJsonString(JsonText.Indented);

    public string Draw() => FitChart.Expected("Loss expected and seen", "loss", Asked.Select(asked => (asked.Run.Loss, Expected(asked))));

    private double Expected(AskedRun asked) => Law.Loss(asked.Run.Parameters, asked.TokensPerParameter);

    private string[] Cells(AskedRun asked)
    {
        var expected = Expected(asked);
        string[] loss = [FitNumber.Text(asked.Run.Parameters, "0.###e+0"), FitNumber.Text(asked.TokensPerParameter, "0.#"), FitNumber.Text(asked.Run.Loss), FitNumber.Text(expected), Off(expected / asked.Run.Loss)];
        return Downstream is null || asked.Error is not { } error ? loss : [.. loss, FitNumber.Text(error), FitNumber.Text(Downstream.Error(expected)), Off(Downstream.Error(expected) / error)];
    }

    private static string Off(double ratio) => FormattableString.Invariant($"{100 * (ratio - 1):+0.##;-0.##;0} %");
}
