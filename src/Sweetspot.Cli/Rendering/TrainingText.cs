using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A plan on hardware, for people: fits a screen.</summary>
internal static class TrainingText
{
    private const int MostRows = 7;

    public static string Write(TrainingAnswer answer)
    {
        var (question, best) = (answer.Question, answer.Best);
        var isBudget = TrainingPlanner.IsBudget(question);
        var isUsedUp = answer.Limits.Any(limit => limit.Binds && limit.Name is "time" or "money" or "device hours");
        List<string[]> rows =
        [
            ["model", ShapeText.Of(best.Shape), "formula, exact"],
            ["tokens", Tokens(answer, isUsedUp), question.Tokens is null ? best.IsExtrapolated ? "extrapolated" : "formula" : "asked for"],
            ["loss", Loss(question.Law, best), best.IsExtrapolated ? "extrapolated" : "by the law, 95 %"],
            ["devices", Devices(question, best), ""],
            ["parallelism", Split(best), ""],
            ["memory", $"{NumberFormat.Bytes(best.Memory.Total)} of {NumberFormat.Bytes(question.Hardware!.MemoryBytes)} a device", "formula"],
            ["", Memory(best.Memory), ""],
            ["speed", $"{PlanNumber.Count(best.Step.UnitsPerSecond.Value)} tokens/s, {Percent(best.Step.ModelFlopsUtilization)} % of the peak by PaLM's count (attention in full)", TagText.Of(best.Step.UnitsPerSecond)],
            ["", Parts(best), ""],
            ["time", isUsedUp ? Days(best.Seconds.Value) : $"{Days(best.Seconds.Value)} ({Days(best.Seconds.Low)} to {Days(best.Seconds.High)})", TagText.Of(best.Seconds)],
            ["device hours", $"{PlanNumber.Count(best.Point.DeviceSeconds / 3600)}", TagText.Of(best.Seconds)],
        ];
        if (best.Usd is { } usd)
        {
            rows.Add(["money", isUsedUp ? PlanNumber.Usd(usd.Value) : $"{PlanNumber.Usd(usd.Value)} ({PlanNumber.Usd(usd.Low)} to {PlanNumber.Usd(usd.High)})", TagText.Of(usd)]);
        }

        if (best.Joules is { } joules)
        {
            rows.Add(["energy", $"{Energy(joules.Value)} at most: full power, buildings included", TagText.Of(joules)]);
        }

        rows.AddRange(answer.Serving is { } serving ? ServingRows.Of(serving, question.Serving!) : []); // asked, or it would not be there
        return string.Join(Environment.NewLine,
        [
            Title(question),
            "",
            .. FitJson.Table([.. rows], isLeft: true),
            "",
            $"Chosen: {answer.Reason} ({answer.Rule}). {Searched(answer)}",
            .. answer.Flat is { } flat ? [$"As good, within 1 %: {PlanNumber.Range(flat)} parameters."] : Array.Empty<string>(),
            .. Limits(answer),
            .. answer.Front.Length > 1 ? ["", isBudget ? "Sizes on these devices:" : "Devices:", .. FitJson.Table(Front(answer, isBudget)), ""] : Array.Empty<string>(),
            LawText.Of(question.Law),
            .. answer.Warnings.Select(warning => $"Note: {warning}."),
        ]);
    }

    private static string Title(PlanQuestion question)
    {
        var parts = new List<string>();
        Add(question.Flops, value => $"{PlanNumber.Power(value)} FLOP");
        Add(question.Devices, value => $"{value:0} × {question.Hardware!.Name}");
        Add(question.Days, value => PlanNumber.Counted(value, "day"));
        Add(question.DeviceHours, value => PlanNumber.Counted(value, "device hour"));
        Add(question.Usd, PlanNumber.Usd);
        Add(question.UniqueTokens, value => $"{PlanNumber.Count(value)} different tokens");
        if (question.Devices is null)
        {
            parts.Add(question.Hardware!.Name);
        }

        var what = question switch
        {
            { Model: { } model, Tokens: { } tokens } => $"{model.Name} on {PlanNumber.Count(tokens)} tokens",
            { TargetLoss: { } loss } => $"The least hardware for a loss of {PlanNumber.Loss(loss)}",
            { Model: { } model } => $"{model.Name}, trained as long as this allows",
            _ => "The best decoder for this",
        };
        return $"{what}: {string.Join(", ", parts)}";

        void Add(double? value, Func<double, string> text)
        {
            if (value is { } number)
            {
                parts.Add(text(number));
            }
        }
    }

    private static string Tokens(TrainingAnswer answer, bool isUsedUp)
    {
        var (question, best) = (answer.Question, answer.Best);
        var epochs = question.UniqueTokens is { } unique && best.Point.Tokens > unique ? $", {NumberFormat.Significant(best.Point.Tokens / unique)} epochs" : "";
        var (tokens, seconds) = (best.Point.Tokens, best.Seconds);
        var range = isUsedUp ? $" ({PlanNumber.Count(tokens * seconds.Value / seconds.High)} to {PlanNumber.Count(tokens * seconds.Value / seconds.Low)} in that time)" : "";
        return $"{PlanNumber.Count(tokens)}{range}, {NumberFormat.Significant(best.Point.Tokens / best.Parameters)} a parameter{epochs}; {Sequences(best.GlobalBatch)} of {Whole(question.Context)} a step";
    }

    private static string Loss(PlanLaw law, TrainingChoice best) => $"{PlanNumber.Loss(best.Point.Loss)}{(best.Loss is { } range ? $" ({PlanNumber.Range(range, PlanNumber.Loss)}{(best.RunLoss is { } run ? $"; one run {PlanNumber.Range(run, PlanNumber.Loss)}" : "")})" : "")} {law.LossName}";

    private static string Devices(PlanQuestion question, TrainingChoice best) => $"{best.Parallelism.Devices} × {question.Hardware!.Name}, {question.Format.Name()}";

    /// <summary>How the work is split.</summary>
    public static string Split(TrainingChoice best)
    {
        var parallel = best.Parallelism;
        var parts = new List<string>();
        Add(parallel.Tensor > 1, $"tensor {parallel.Tensor}");
        Add(parallel.Pipeline > 1, $"pipeline {parallel.Pipeline}");
        Add(parallel.Context > 1, $"context {parallel.Context}");
        Add(parallel.Data > 1, $"data {parallel.Data}");
        Add(parallel.Expert > 1, $"expert {parallel.Expert}");
        Add(parallel.ZeroStage > 0, $"ZeRO {parallel.ZeroStage}");
        Add(true, $"micro-batch {best.MicroBatch}");
        Add(best.Recompute == Recompute.Full, "layers recomputed");
        return string.Join(", ", parts);

        void Add(bool isIn, string part)
        {
            if (isIn)
            {
                parts.Add(part);
            }
        }
    }

    private static string Searched(TrainingAnswer answer) => answer.IsExhaustive
        ? answer.Evaluated == 1 ? "The only candidate was worked out." : $"All {answer.Evaluated.ToString("N0", CultureInfo.InvariantCulture)} candidates were worked out."
        : $"{answer.Evaluated.ToString("N0", CultureInfo.InvariantCulture)} candidates were worked out (NSGA-II, then every split of what it found).";

    private static IEnumerable<string> Limits(TrainingAnswer answer) => answer.Limits.Select(limit => limit.Binds
        ? $"{char.ToUpperInvariant(limit.Name[0])}{limit.Name[1..]} binds: 10 % more takes {PlanNumber.Difference(limit.Gain ?? 0)} off the loss."
        : $"{char.ToUpperInvariant(limit.Name[0])}{limit.Name[1..]} does not bind.");

    private static string[][] Front(TrainingAnswer answer, bool isBudget)
    {
        var front = answer.Front;
        var every = Math.Max(1, (front.Length + MostRows - 2) / (MostRows - 1));
        var shown = front.Where((choice, place) => place % every == 0 || place == front.Length - 1 || choice.Shape == answer.Best.Shape && choice.Parallelism.Devices == answer.Best.Parallelism.Devices);
        return isBudget
            ?
            [
                ["parameters", "tokens", "loss", "layers", "width", "split", ""],
                .. shown.Select(choice => new[]
                {
                    PlanNumber.Count(choice.Parameters), PlanNumber.Count(choice.Point.Tokens), PlanNumber.Loss(choice.Point.Loss), $"{DecoderShapes.Layers(choice.Shape)}", $"{choice.Shape.Width}", Split(choice), Mark(choice),
                }),
            ]
            :
            [
                ["devices", "parameters", "time", "device hours", .. answer.Best.Usd is null ? Array.Empty<string>() : ["money"], "split", ""],
                .. shown.Select(choice => new[]
                {
                    $"{choice.Parallelism.Devices}", PlanNumber.Count(choice.Parameters), Days(choice.Seconds.Value), PlanNumber.Count(choice.Point.DeviceSeconds / 3600),
                }.Concat(choice.Usd is { } usd ? [PlanNumber.Usd(usd.Value)] : Array.Empty<string>()).Concat([Split(choice), Mark(choice)]).ToArray()),
            ];

        string Mark(TrainingChoice choice) => choice.Shape == answer.Best.Shape && choice.Parallelism.Devices == answer.Best.Parallelism.Devices ? "chosen" : "";
    }

    private static string Memory(TrainingMemoryParts memory) =>
        string.Join(", ", new[] { ("state", memory.State), ("activations", memory.Activations), ("logits", memory.Logits), ("buffers", memory.Buffers) }.Where(part => part.Item2 > 0).Select(part => $"{part.Item1} {NumberFormat.Bytes(part.Item2)}"));

    /// <summary>Energy in the unit that electricity is paid by.</summary>
    private static string Energy(double joules) => joules < 3.6e9 ? $"{NumberFormat.Significant(joules / 3.6e6)} kWh" : $"{NumberFormat.Significant(joules / 3.6e9)} MWh";

    private static string Sequences(int count) => count == 1 ? "1 sequence" : $"{Whole(count)} sequences";

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What takes time beside products, as shares.</summary>
    private static string Parts(TrainingChoice best)
    {
        var step = best.Step;
        (string Name, double Seconds)[] parts =
        [
            ("of a step: products", step.SecondsCompute), ("memory", step.SecondsMemoryBound), (Shared(best.Parallelism), step.SecondsTensorParallel), ("bubble", step.SecondsPipelineBubble), ("exchange", step.SecondsDataParallelExposed),
            ("other", step.SecondsOther),
        ];
        return string.Join(", ", parts.Where(part => part.Seconds > 0.005 * step.Total).Select(part => $"{part.Name} {Percent(part.Seconds / step.Total)} %"));
    }

    /// <summary>What exchanges within layers: devices that share matrices, sequences, or experts.</summary>
    public static string Shared(Parallelism parallel)
    {
        string[] kinds = [.. parallel.Tensor > 1 ? ["tensor"] : Array.Empty<string>(), .. parallel.Context > 1 ? ["context"] : Array.Empty<string>(), .. parallel.Expert > 1 ? ["expert"] : Array.Empty<string>()];
        return kinds.Length < 2 ? string.Concat(kinds) : $"{string.Join(", ", kinds[..^1])} and {kinds[^1]}";
    }

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture);

    private static string Days(double seconds) => seconds >= 172800 ? $"{NumberFormat.Significant(seconds / 86400)} days" : NumberFormat.Seconds(seconds);
}
