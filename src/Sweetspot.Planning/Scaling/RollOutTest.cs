using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The law fitted without the largest runs, asked about them: how well it extrapolates.</summary>
public sealed record RollOutTest
{
    /// <summary>The share of runs held out where no number is given.</summary>
    public const double DefaultShare = 0.2;

    /// <summary>Of fewer runs the largest alone is held out: the law needs the others.</summary>
    public const int FewRuns = 20;

    /// <summary>The fit to the smaller runs.</summary>
    public required LawFit Fit { get; init; }

    /// <summary>The held-out runs, by compute.</summary>
    public required ImmutableArray<HeldOutRun> HeldOut { get; init; }

    /// <summary>Mean size of the relative errors.</summary>
    public double MeanError => HeldOut.Average(run => Math.Abs(run.RelativeError));

    /// <summary>Largest size of the relative errors.</summary>
    public double LargestError => HeldOut.Max(run => Math.Abs(run.RelativeError));

    /// <summary>How many held-out runs lie in their interval.</summary>
    public int Covered => HeldOut.Count(run => run.Interval is { } interval && interval.Holds(run.Run.Loss));

    /// <summary>Holds out the runs with the most compute, equal ones together; null, with the reason, where the rest is too few to fit.</summary>
    public static (RollOutTest? Test, string? Why) Of(IReadOnlyCollection<TrainingRun> runs, LawFitOptions options)
    {
        var sorted = runs.OrderBy(run => run.Compute).ThenBy(run => run.Parameters).ThenBy(run => run.Tokens).ThenBy(run => run.Loss).ToArray();
        var count = options.HeldOut ?? (sorted.Length < FewRuns ? 1 : (int)(sorted.Length * DefaultShare));
        var kept = sorted.Length - count;
        while (options.HeldOut is null && kept > 0 && sorted[kept - 1].Compute >= sorted[^count].Compute * 0.999)
        {
            kept--;
        }

        return kept <= 0 ? (null, "all runs have about the same compute, so none can be held out as the largest") : Of(sorted[..kept], sorted[kept..], options);
    }

    /// <summary>Fits one set of runs and asks about another; null, with the reason, where the first cannot be fitted.</summary>
    public static (RollOutTest? Test, string? Why) Of(TrainingRun[] smaller, TrainingRun[] larger, LawFitOptions options)
    {
        try
        {
            var fit = LawFit.Fit(smaller, options);
            return (new RollOutTest { Fit = fit, HeldOut = [.. larger.Select(run => Predict(fit, run))] }, null);
        }
        catch (UserInputException exception)
        {
            return (null, $"without the largest {larger.Length}, {exception.Problems[0]}");
        }
    }

    private static HeldOutRun Predict(LawFit fit, TrainingRun run) =>
        new(run, fit.Law.Loss(run.Parameters, run.Tokens), fit.RunIntervalOf(run.Parameters, run.Tokens));
}
