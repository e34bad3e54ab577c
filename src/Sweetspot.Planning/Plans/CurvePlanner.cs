using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Asks a learning curve of one's own runs: the error at a size, or the size for an error.</summary>
public static class CurvePlanner
{
    /// <summary>ln of the largest size that is looked at: about as far as numbers go.</summary>
    private const double Farthest = 700;

    /// <summary>The answer.</summary>
    /// <exception cref="UserInputException">The law goes by two things, or is asked more than <see cref="OwnLaw.MostBeyond"/> times beyond its runs.</exception>
    /// <exception cref="ImpossiblePlanException">No size reaches the target, or only one too far beyond the runs.</exception>
    public static CurvePlan Plan(CurveQuestion question)
    {
        var law = question.Law;
        var axis = (law.Size, law.Data) switch
        {
            ({ } size, null) => size,
            (null, { } data) => data,
            ({ } size, { } data) => throw new UserInputException($"--law: {law.Name}: goes by {size.Column} and {data.Column}, so one size does not ask it; use --task recommendation or --task image-classification, or fit a curve of one (fit --size COL --error COL)."),
            _ => throw new ArgumentException("A law goes by something.", nameof(question)),
        };
        var found = question.Size ?? Reaching(law.At, axis, question.TargetError!.Value); // one of the two is asked: the command checks
        Check(question, axis, found);
        return new CurvePlan
        {
            Question = question,
            Axis = axis,
            Size = found,
            SizeInterval = question.TargetError is { } target ? law.IntervalOf(one => Reaching(one, axis, target)) : null,
            Error = law.At(found, found),
            ErrorInterval = law.IntervalOf(one => one(found, found)),
            RunInterval = law.RunIntervalOf(found, found),
            Warnings = [.. Warnings(question, axis, found)],
        };
    }

    private static void Check(CurveQuestion question, OwnLawAxis axis, double size)
    {
        var law = question.Law;
        if (question.TargetError is { } target && double.IsInfinity(size))
        {
            throw new ImpossiblePlanException($"{law.Name}: no {axis.Column} reach an error of {Text(target)}; the curve flattens at {Text(law.At(Math.Exp(Farthest), Math.Exp(Farthest)))}. Ask for a higher --target-error, or measure larger sizes: they tell the floor.");
        }

        if (axis.Beyond(size) > OwnLaw.MostBeyond)
        {
            var isAbove = size > axis.Most;
            var advice = isAbove ? "Measure larger sizes" : "Measure smaller sizes";
            var times = $"{Times(axis, size)} times {(isAbove ? $"more than the {Text(axis.Most)} of the largest run" : $"less than the {Text(axis.Least)} of the smallest run")}";
            throw question.TargetError is not null
                ? new ImpossiblePlanException($"{law.Name}: an error of {Text(question.TargetError.Value)} would take {axis.Column} {Text(size)}, {times}; a curve is not followed beyond {OwnLaw.MostBeyond} times. {advice}, or ask for a {(isAbove ? "higher" : "lower")} --target-error.")
                : new UserInputException($"--at: {axis.Column} {Text(size)} are {times} behind {law.Name}; a curve is not followed beyond {OwnLaw.MostBeyond} times. {advice}.");
        }
    }

    /// <summary>The least size whose error is not above a target; infinite where there is none.</summary>
    private static double Reaching(Func<double, double, double> law, OwnLawAxis axis, double target)
    {
        var (low, high) = (Math.Log(axis.Least) - Farthest, Farthest);
        if (!(At(high) <= target))
        {
            return double.PositiveInfinity;
        }

        for (var step = 0; step < 90; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle) <= target ? (low, middle) : (middle, high);
        }

        return Math.Exp(high);

        double At(double logSize) => law(Math.Exp(logSize), Math.Exp(logSize));
    }

    private static IEnumerable<string> Warnings(CurveQuestion question, OwnLawAxis axis, double size)
    {
        var law = question.Law;
        if (axis.Beyond(size) > LawRange.Near)
        {
            yield return $"extrapolated: {Times(axis, size)} times {(size > axis.Most ? "beyond the largest" : "below the smallest")} run; the interval holds the scatter of the runs, not that the curve may take another form";
        }

        if (law.Resampled.IsEmpty)
        {
            yield return $"{law.Name} has no resamples, so nothing says how far off this may be";
        }
        else if (question.TargetError is { } target && law.Resampled.Count(one => double.IsInfinity(Reaching(one, axis, target))) is > 0 and var never)
        {
            yield return $"{never} of {law.Resampled.Length} resamples never reach that error";
        }

        foreach (var warning in law.Warnings)
        {
            yield return warning;
        }
    }

    private static string Times(OwnLawAxis axis, double size) => axis.Beyond(size).ToString(axis.Beyond(size) < 1e6 ? "#,0.#" : "0.##e+0", CultureInfo.InvariantCulture);

    private static string Text(double value) => value is >= 1e5 or < 1e-4 and not 0 ? value.ToString("0.###e+0", CultureInfo.InvariantCulture) : value.ToString("0.####", CultureInfo.InvariantCulture);
}
