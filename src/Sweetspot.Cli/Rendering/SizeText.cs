using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The size that a law gives for FLOPs or for a loss, for people.</summary>
internal static class SizeText
{
    public static string Write(SizeAnswer answer)
    {
        var (question, best, law) = (answer.Question, answer.Best, answer.Question.Law);
        var isTarget = question.TargetLoss is not null;
        string[][] rows =
        [
            ["parameters", PlanNumber.Count(best.Parameters), Interval(PlanNumber.Range(answer.Parameters)), Tag(answer)],
            ["tokens", PlanNumber.Count(best.Tokens), Interval(PlanNumber.Range(answer.Tokens)), Ratio(answer)],
            ["loss", PlanNumber.Loss(best.Loss), isTarget ? "" : Interval(PlanNumber.Range(answer.Value, PlanNumber.Loss)), isTarget ? "asked for" : $"{Tag(answer)}, {law.LossName}{(law.LossName == PlanLaw.NatsPerToken ? " of its data" : "")}"],
            .. answer.RunLoss is { } run ? [["", "", Interval(PlanNumber.Range(run, PlanNumber.Loss)), "one run, its scatter in"]] : Array.Empty<string[]>(),
            ["FLOP", PlanNumber.Power(best.Flops), isTarget ? Interval(PlanNumber.Range(answer.Value, PlanNumber.Power)) : "", Flops(answer)],
            ["as good", PlanNumber.Range(answer.Flat), "", isTarget ? "parameters that need at most 1 % more FLOPs" : "parameters with a loss within 1 % of the best"],
            ["a shape", ShapeText.Of(answer.Shape), "", ""],
            .. answer.Serving is { } serving ? ServingRows.Of(serving, question.Serving!).Select(row => new[] { row[0], row[1], "", row[2] }) : [],
        ];
        return string.Join(Environment.NewLine,
        [
            Title(answer),
            "",
            .. FitJson.Table(rows, isLeft: true),
            "",
            .. Limits(answer),
            LawText.Of(law),
            .. answer.Warnings.Select(warning => $"Warning: {warning}."),
            "With --hardware NAME: devices, parallelism, memory, time and money.",
        ]);
    }

    /// <summary>What binds and what a tenth more of it brings.</summary>
    public static IEnumerable<string> Limits(SizeAnswer answer) => answer.Limits.Where(limit => limit.Gain is not null).Select(limit => limit.Binds
        ? $"{Sentence(limit.Name)} binds: 10 % {(limit.Name == "answering" ? "less" : "more")} takes {PlanNumber.Difference(limit.Gain!.Value)} off the loss."
        : $"{Sentence(limit.Name)} does not bind: more would not help.");

    private static string Title(SizeAnswer answer)
    {
        var question = answer.Question;
        var parts = new List<string> { question.TargetLoss is { } loss ? $"The least FLOPs for a loss of {PlanNumber.Loss(loss)}" : $"The best decoder for {PlanNumber.Power(question.Flops!.Value)} FLOP" };
        if (question.UniqueTokens is { } unique)
        {
            parts.Add($"with {PlanNumber.Count(unique)} different tokens");
        }

        if (question.AnsweredTokens > 0)
        {
            parts.Add($"answering {PlanNumber.Count(question.AnsweredTokens)} tokens included");
        }

        return string.Join(", ", parts);
    }

    private static string Tag(SizeAnswer answer) => answer.IsExtrapolated ? "extrapolated" : "by the law";

    private static string Ratio(SizeAnswer answer)
    {
        var text = $"{NumberFormat.Significant(answer.Best.TokensPerParameter)} a parameter{(answer.TokensPerParameter is { } range ? $" ({PlanNumber.Range(range, NumberFormat.Significant)})" : "")}";
        return answer.Epochs > 1.000001 ? $"{text}, {NumberFormat.Significant(answer.Epochs)} epochs" : text;
    }

    private static string Flops(SizeAnswer answer) => answer.Question.AnsweredTokens > 0
        ? $"6 N D to train: {PlanNumber.Power(answer.TrainingFlops)}; 2 N a token answered: {PlanNumber.Power(ScalingLaw.InferenceFlopsPerParameterToken * answer.Best.Parameters * answer.Question.AnsweredTokens)}"
        : answer.TrainingFlops < 0.995 * answer.Best.Flops ? $"of which 6 N D uses {PlanNumber.Power(answer.TrainingFlops)}" : "6 N D";

    private static string Interval(string text) => text.Length == 0 ? "" : $"95 %: {text}";

    private static string Sentence(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
