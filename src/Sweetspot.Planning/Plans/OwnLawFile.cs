using System.Collections.Immutable;
using System.Globalization;
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
        LearningCurve[] resampled = [.. document.Resampled(names.Length).Select(row => curve with { Constants = names.Zip(row).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal) })];
        Check(document, curve, resampled, axis);
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
            Resampled = [.. resampled.Select(Of)],
            Scatter = document.Scatter(names.Length),
            Warnings = [.. document.Warnings.Select(warning => $"{document.Name}: {warning}")],
        };

        Func<double, double, double> Of(LearningCurve one) => isSize ? (size, _) => one.At(size) : (_, data) => one.At(data);
    }

    /// <summary>That the constants can be a curve's, and lie where their resamples do.</summary>
    private static void Check(FitDocument document, LearningCurve curve, LearningCurve[] resampled, OwnLawAxis axis)
    {
        if (curve.Constants.FirstOrDefault(constant => constant.Value < 0 || (constant.Key == "c" && constant.Value == 0)) is { Key: { } name })
        {
            throw document.Damaged($"constants.{name} is not above 0");
        }

        foreach (var size in new[] { axis.Least, axis.Most })
        {
            var error = curve.At(size);
            if (Interval.Of(resampled.Select(one => one.At(size))) is { } interval && !IsNear(interval, error))
            {
                throw document.Damaged(string.Create(CultureInfo.InvariantCulture, $"its constants give an error of {error:0.####} at {size:0.###e+0}, and its resamples {interval.Low:0.####} to {interval.High:0.####}"));
            }
        }
    }

    /// <summary>Whether a value is no further from an interval than three times its width, or 30 % where it is narrow.</summary>
    private static bool IsNear(Interval interval, double value)
    {
        var slack = 3 * Math.Max(interval.High - interval.Low, 0.1 * interval.High);
        return value >= interval.Low - slack && value <= interval.High + slack;
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
