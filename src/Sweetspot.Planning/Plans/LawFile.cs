using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Reads the JSON that <c>fit --json</c> writes of a law of parameters and tokens.</summary>
internal static class LawFile
{
    /// <summary>The law.</summary>
    /// <exception cref="UserInputException">The file cannot be read, or holds no such law.</exception>
    public static PlanLaw Read(string path)
    {
        using var document = FitDocument.Open(path);
        return Of(document);
    }

    private static PlanLaw Of(FitDocument document)
    {
        if (document.IsCurve)
        {
            throw document.Problem("is a learning curve of one size: ask it with --at SIZE or --target-error ERROR; other plans need a law of parameters and tokens (fit with --parameters and --tokens).");
        }

        if (document.IsRepeated)
        {
            return Repeated(document);
        }

        if (document.Text("law") is { } kind && kind != FitDocument.SizeAndData)
        {
            throw document.Problem($"is a law of another kind ({kind}); a plan needs a law of parameters and tokens (fit without --law).");
        }

        if (document.Counted("tokens") is { } data && FitDocument.IsOfRows(data))
        {
            throw document.Problem($"its D counts {data}, not tokens, so it says nothing of a language model; fit a law to trainings that differ in tokens.");
        }

        return Plain(document, Constants(document)) with
        {
            Source = $"fitted by sweetspot fit to {document.Runs}",
            LossName = document.Counted("loss") switch
            {
                null => "in the unit of its runs",
                var loss when loss == Metrics.NatsPerToken.Name => PlanLaw.NatsPerToken,
                var loss => $"in the unit of the column {loss}",
            },
            Scatter = document.Scatter(5),
        };
    }

    /// <summary>A fit of what repeats are worth, whose constants of fresh data are another law's.</summary>
    private static PlanLaw Repeated(FitDocument document)
    {
        var law = Constants(document);
        var borrowed = PlanLaw.Borrowed(law);
        return Plain(document, law) with
        {
            Repeated = borrowed with
            {
                RepeatedTokens = document.Constant("repeated_tokens") ?? borrowed.RepeatedTokens,
                ExcessParameters = document.Constant("excess_parameters") ?? borrowed.ExcessParameters,
            },
            IsRepeatedBorrowed = document.Constant("repeated_tokens") is null,
            Source = "what repeats are worth by sweetspot fit, the loss of fresh data by a published law",
        };
    }

    private static PlanLaw Plain(FitDocument document, ScalingLaw law) => new()
    {
        Name = document.Name,
        Law = law,
        Repeated = PlanLaw.Borrowed(law),
        IsRepeatedBorrowed = true,
        Source = "",
        Domain = "your own runs",
        Runs = Range(document.Root),
        Resampled = Resamples(document),
        Warnings = document.Warnings,
    };

    /// <summary>The five constants.</summary>
    internal static ScalingLaw Constants(FitDocument document)
    {
        var law = new ScalingLaw(Number("E"), Number("A"), Number("B"), Number("alpha"), Number("beta"));
        return law is { E: >= 0, A: > 0, B: > 0, Alpha: > 0, Beta: > 0 } ? law : throw document.Problem(
            FormattableString.Invariant($"its loss does not fall with both parameters and tokens (alpha {law.Alpha:0.###}, beta {law.Beta:0.###}), so it has no best size."));

        double Number(string name) => document.Constant(name) ?? throw document.Problem($"constants.{name} is missing or not a number; the runs did not determine it.");
    }

    /// <summary>The laws of the resamples.</summary>
    internal static ImmutableArray<ScalingLaw> Resamples(FitDocument document) => [.. document.Resampled(5).Select(PublishedLaw.LawOf)];

    private static LawRange? Range(JsonElement root) =>
        root.TryGetProperty("largest_run", out var run) && run.ValueKind == JsonValueKind.Object
        && run.TryGetProperty("flops", out var flops) && run.TryGetProperty("parameters", out var parameters) && run.TryGetProperty("tokens", out var tokens)
            ? new LawRange(flops.GetDouble(), parameters.GetDouble(), tokens.GetDouble())
            : null;
}
