using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Reads a law of one's own runs from what <c>fit --json</c> wrote.</summary>
internal static class OwnLawFile
{
    /// <summary>The law.</summary>
    /// <exception cref="UserInputException">The document holds none that goes by a size or by rows.</exception>
    public static OwnLaw Of(FitDocument document) => document.IsCurve ? Curve(document)
        : document.Text("law") != FitDocument.SizeAndData ? throw document.Problem($"is a law of another kind ({document.Text("law") ?? "not named"}); give a learning curve (fit --size COL --error COL) or a law of parameters and rows.")
        : document.Counted("tokens") is { } data && FitDocument.IsOfRows(data) ? Surface(document, data)
        : throw document.Problem($"its D counts {document.Counted("tokens") ?? "tokens"}, so it is of a language model; ask it with --budget or --hardware, without --task, --at and --target-error.");

    private static OwnLaw Curve(FitDocument document)
    {
        var form = Enum.Parse<CurveForm>(document.Text("law")!); // IsCurve has seen it
        var names = CurveShapes.Names(form).Order(StringComparer.Ordinal).ToArray();
        var curve = new LearningCurve(form, names.ToImmutableSortedDictionary(name => name, name => document.Constant(name) ?? throw document.Problem($"constants.{name} is missing or not a number."), StringComparer.Ordinal), 0);
        if (document.Counted("size") is not { } column || document.Range("size") is not { } range)
        {
            throw document.Problem("does not say which sizes it was fitted to; fit the runs again with this version (sweetspot fit RUNS --size COL --error COL --json).");
        }

        var axis = new OwnLawAxis(column, range.Low, range.High);
        var isSize = axis.IsFactors || axis.IsParameters;
        return new OwnLaw
        {
            Name = document.Name,
            Form = document.Text("formula") ?? form.ToString(),
            ErrorName = document.Counted("error") ?? "error",
            Points = document.Points,
            Size = isSize ? axis : null,
            Data = isSize ? null : axis,
            At = Of(curve),
            Resampled = [.. document.Resampled(names.Length).Select(row => Of(curve with { Constants = names.Zip(row).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal) }))],
            Scatter = document.Scatter(names.Length),
            Warnings = [.. document.Warnings.Select(warning => $"{document.Name}: {warning}")],
        };

        Func<double, double, double> Of(LearningCurve one) => isSize ? (size, _) => one.At(size) : (_, data) => one.At(data);
    }

    private static OwnLaw Surface(FitDocument document, string data)
    {
        var law = LawFile.Constants(document);
        return document.Range("parameters") is not { } sizes || document.Range("tokens") is not { } rows ? throw document.Problem("does not say how far its runs go; fit them again with this version.") : new OwnLaw
        {
            Name = document.Name,
            Form = document.Text("law")!, // it was looked at
            ErrorName = document.Counted("loss") ?? "loss",
            Points = document.Points,
            Size = new OwnLawAxis(document.Counted("parameters") ?? "parameters", sizes.Low, sizes.High),
            Data = new OwnLawAxis(data, rows.Low, rows.High),
            At = law.Loss,
            Resampled = [.. LawFile.Resamples(document).Select(one => (Func<double, double, double>)one.Loss)],
            Scatter = document.Scatter(5),
            Warnings = [.. document.Warnings.Select(warning => $"{document.Name}: {warning}")],
        };
    }
}
