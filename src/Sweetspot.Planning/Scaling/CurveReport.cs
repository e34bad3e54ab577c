using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The error that a curve expects at a size.</summary>
public readonly record struct CurvePrediction(double Size, double Error, Interval? Interval, bool IsExtrapolated);

/// <summary>One form, fitted to all points and, without the largest, asked about them.</summary>
/// <param name="Curve">Through all points.</param>
/// <param name="HeldOutError">Mean size of the relative errors at the largest sizes, fitted without them; null where too few points remain.</param>
public sealed record FormFit(LearningCurve Curve, double? HeldOutError);

/// <summary>A learning curve with predictions, the other forms beside it, and what to be careful about.</summary>
public sealed record CurveReport
{
    private const double Window = 64;

    /// <summary>The chosen form.</summary>
    public required FormFit Chosen { get; init; }

    /// <summary>All forms that the points allow.</summary>
    public required ImmutableArray<FormFit> Forms { get; init; }

    /// <summary>Points used, by size.</summary>
    public required ImmutableArray<SizePoint> Points { get; init; }

    /// <summary>Points left out as faults.</summary>
    public required ImmutableArray<SizePoint> Outliers { get; init; }

    /// <summary>Curves of the resamples.</summary>
    public required ImmutableArray<LearningCurve> Resampled { get; init; }

    /// <summary>Errors expected at sizes.</summary>
    public required ImmutableArray<CurvePrediction> Predictions { get; init; }

    /// <summary>What to be careful about.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>The same of the predictions.</summary>
    public required ImmutableArray<string> AnswerWarnings { get; init; }

    /// <summary>Fits and asks everything.</summary>
    /// <param name="points">The points.</param>
    /// <param name="form">The form to answer with.</param>
    /// <param name="sizes">Sizes to ask about; empty: 2 and 10 times the largest.</param>
    /// <param name="resamples">Resamples behind intervals.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="UserInputException">Too few points, all of one size, or an error that grows or does not depend on the size.</exception>
    public static CurveReport Of(IReadOnlyCollection<SizePoint> points, CurveForm form, IReadOnlyCollection<double> sizes, int resamples, ulong seed)
    {
        var outliers = CurveFit.Outliers(points);
        var used = points.Where(point => !outliers.Contains(point)).OrderBy(point => point.Size).ThenBy(point => point.Error).ToImmutableArray();
        var curve = CurveFit.Fit(used, form);
        RequireFalling(used, curve);
        var forms = Enum.GetValues<CurveForm>().Where(other => other == form || RunChecks.Distinct(used.Select(point => point.Size)) > CurveShapes.Names(other).Length)
            .Select(other => new FormFit(other == form ? curve : CurveFit.Fit(used, other), HeldOut(used, other))).ToImmutableArray();
        var steepens = CurveTail.Steepens(used);
        var laws = steepens ? [] : Resample(used, curve, resamples, seed);
        var largest = used[^1].Size;
        ImmutableArray<CurvePrediction> predictions =
        [
            .. (sizes.Count == 0 ? [2 * largest, 10 * largest] : sizes).Select(size => new CurvePrediction(
                size, curve.At(size), Interval.Of(laws.Select(law => law.At(size))), size > 10 * largest)),
        ];
        return new CurveReport
        {
            Chosen = forms.First(fit => fit.Curve.Form == form),
            Forms = forms,
            Points = used,
            Outliers = outliers,
            Resampled = laws,
            Predictions = predictions,
            Warnings = [.. steepens ? [Steepening] : Array.Empty<string>(), .. Cautions(used, curve, laws)],
            AnswerWarnings = [.. predictions.Where(prediction => prediction.Interval is null && !laws.IsEmpty).Select(prediction => Unknown(prediction.Size, laws))],
        };
    }

    private static void RequireFalling(ImmutableArray<SizePoint> points, LearningCurve curve)
    {
        var pairs = (from one in points from other in points where other.Size > one.Size select Math.Sign(other.Error - one.Error)).ToList();
        if (pairs.Count(sign => sign > 0) > pairs.Count / 2)
        {
            throw new UserInputException("the error grows with the size; if the column is a quality such as accuracy, give the error, 1 minus it.");
        }

        if (pairs.Count(sign => sign < 0) <= pairs.Count(sign => sign > 0) || !(curve.Constants["c"] > 0))
        {
            throw new UserInputException("the error does not depend on the size: it grows as often as it falls; measure sizes that lie further apart, or more runs of each.");
        }
    }

    /// <summary>Mean relative error at the largest fifth of the sizes, at least one.</summary>
    private static double? HeldOut(ImmutableArray<SizePoint> points, CurveForm form)
    {
        var limit = points[^Math.Max(1, points.Length / 5)].Size;
        var smaller = points.Where(point => point.Size < limit).ToList();
        if (RunChecks.Distinct(smaller.Select(point => point.Size)) < CurveShapes.Names(form).Length)
        {
            return null;
        }

        var curve = CurveFit.Fit(smaller, form);
        return points.Where(point => point.Size >= limit).Average(point => Math.Abs((curve.At(point.Size) / point.Error) - 1));
    }

    private static ImmutableArray<LearningCurve> Resample(ImmutableArray<SizePoint> points, LearningCurve curve, int resamples, ulong seed)
    {
        var constants = CurveShapes.Names(curve.Form).Length;
        if (resamples == 0 || points.Length <= constants)
        {
            return [];
        }

        var factor = Math.Sqrt((double)points.Length / (points.Length - constants));
        var residuals = points.Select(point => factor * Math.Log(point.Error / curve.At(point.Size))).ToArray();
        var laws = new LearningCurve[resamples];
        Parallel.For(0, resamples, resample =>
        {
            var random = RandomStream.For(seed, resample, "curve bootstrap");
            laws[resample] = CurveFit.Refit([.. points.Select(point => point with { Error = curve.At(point.Size) * Math.Exp(residuals[random.Next(residuals.Length)]) })], curve);
        });
        return [.. laws];
    }

    private const string Steepening = "the error still falls faster and faster at the largest sizes, as where a learning rate is yet to fall: no curve that levels out tells how far, so no interval is given; measure on";

    private static string Unknown(double size, ImmutableArray<LearningCurve> laws) => FormattableString.Invariant(
        $"the error at {size:0.###e+0}: {laws.Count(law => !double.IsFinite(law.At(size)))} of {laws.Length} resamples have none; no interval is given");

    private static IEnumerable<string> Cautions(ImmutableArray<SizePoint> points, LearningCurve curve, ImmutableArray<LearningCurve> laws)
    {
        if (points.Length == CurveShapes.Names(curve.Form).Length)
        {
            yield return $"{curve.Form} meets {points.Length} points exactly: nothing is left to judge it by, and there are no intervals";
        }

        if (curve.Constants.TryGetValue("e", out var floor) && Interval.Of(laws.Select(law => law.Constants["e"])) is { } interval && interval.High - interval.Low > 0.5 * points[^1].Error)
        {
            yield return FormattableString.Invariant($"the floor e is not identified: {interval.Low:0.####} to {interval.High:0.####} (found {floor:0.####}); larger sizes would tell");
        }

        var last = points.Where(point => point.Size >= points[^1].Size / Window).ToList();
        if (last.Count < points.Length && HeldOut(points, curve.Form) is { } whole && whole > 0.02 && HeldOut([.. last], curve.Form) is { } late && late < whole / 2)
        {
            yield return FormattableString.Invariant(
                $"small sizes spoil the curve (a plateau): without the largest it is {100 * whole:0.#} % off there, and {100 * late:0.#} % when fitted from {points[^1].Size / Window:0.###e+0} on; leave the small ones out with --where");
        }
    }
}
