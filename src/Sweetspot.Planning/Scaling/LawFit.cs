using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>A law fitted to runs, with all that says how far it can be trusted.</summary>
public sealed record LawFit
{
    /// <summary>A spread of more than so many times the value says only that the value is open.</summary>
    private const double MostSpread = 10;

    /// <summary>The law.</summary>
    public required ScalingLaw Law { get; init; }

    /// <summary>The sum over runs of Huber_δ(ln L̂ - ln L) at the law.</summary>
    public required double Objective { get; init; }

    /// <summary>Width of the quadratic part of Huber's loss.</summary>
    public required double Delta { get; init; }

    /// <summary>Starts of the search.</summary>
    public required int Starts { get; init; }

    /// <summary>Starts that ended within 0.1 % of the best objective.</summary>
    public required int Agreeing { get; init; }

    /// <summary>The runs, by size, tokens and loss.</summary>
    public required ImmutableArray<TrainingRun> Runs { get; init; }

    /// <summary>ln of the expected loss over the loss seen, for each of <see cref="Runs"/>.</summary>
    public required ImmutableArray<double> Residuals { get; init; }

    /// <summary>Laws of the resamples; empty where none were asked for.</summary>
    public required ImmutableArray<ScalingLaw> Resampled { get; init; }

    /// <summary>Root mean square of the residuals: about the relative error of one run.</summary>
    public double RelativeError => Math.Sqrt(Residuals.Average(residual => residual * residual));

    /// <summary>Whether the resamples drew runs, rather than residuals.</summary>
    public bool DrewRuns => Runs.Length >= LawBootstrap.LeastDrawn;

    /// <summary>Compute of the largest run.</summary>
    public double LargestCompute => Runs.Max(run => run.Compute);

    /// <summary>Fits the five constants.</summary>
    /// <exception cref="Core.UserInputException">The runs cannot tell them apart; says why and what to train.</exception>
    public static LawFit Fit(IReadOnlyCollection<TrainingRun> runs, LawFitOptions options)
    {
        RunChecks.Require(runs);
        var centred = new CentredRuns(runs);
        var (point, value, starts, agreeing) = LawSearch.Run(centred, options.Delta);
        return new LawFit
        {
            Law = centred.LawOf(point),
            Objective = value * options.Delta * options.Delta,
            Delta = options.Delta,
            Starts = starts,
            Agreeing = agreeing,
            Runs = centred.Runs,
            Residuals = [.. centred.Residuals(point)],
            Resampled = options.Resamples == 0 ? [] : LawBootstrap.Run(centred, point, options),
        };
    }

    /// <summary>Where a quantity of the law lies, by the resamples; null where there are none, or over 2.5 % of them do not have it.</summary>
    public Interval? IntervalOf(Func<ScalingLaw, double> quantity) => Resampled.IsEmpty ? null : Interval.Of(Resampled.Select(quantity));

    /// <summary>Why a quantity has no standard error; null where it has one.</summary>
    public string? WhyNoErrorOf(Func<ScalingLaw, double> quantity) => StandardErrorOf(quantity) is not null ? null
        : Resampled.Length < 2 ? "no resamples were asked for"
        : SpreadOf(quantity) is null ? "too many resamples have no such number"
        : FormattableString.Invariant($"not identified: over the resamples its spread is more than {MostSpread:0} times its value");

    /// <summary>Standard deviation of a quantity over the resamples; null where <see cref="WhyNoErrorOf"/> says why.</summary>
    public double? StandardErrorOf(Func<ScalingLaw, double> quantity) =>
        SpreadOf(quantity) is { } spread && double.IsFinite(spread) && (quantity(Law) == 0 || spread <= MostSpread * Math.Abs(quantity(Law))) ? spread : null;

    private double? SpreadOf(Func<ScalingLaw, double> quantity)
    {
        if (Interval.Finite(Resampled.Select(quantity)) is not { Length: > 1 } values)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>How two quantities move together over the resamples; null where there are none, or one of them stands still.</summary>
    public double? CorrelationOf(Func<ScalingLaw, double> one, Func<ScalingLaw, double> other)
    {
        var pairs = Resampled.Select(law => (X: one(law), Y: other(law))).Where(pair => double.IsFinite(pair.X) && double.IsFinite(pair.Y)).ToArray();
        if (pairs.Length < 3)
        {
            return null;
        }

        var (meanX, meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        var product = pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY));
        var scale = Math.Sqrt(pairs.Sum(pair => (pair.X - meanX) * (pair.X - meanX)) * pairs.Sum(pair => (pair.Y - meanY) * (pair.Y - meanY)));
        return scale > 0 ? product / scale : null;
    }

    /// <summary>Where the loss of one new run should lie: the law's uncertainty and the scatter of runs together; null without resamples.</summary>
    public Interval? RunIntervalOf(double parameters, double tokens)
    {
        if (Resampled.IsEmpty)
        {
            return null;
        }

        var scatter = LawBootstrap.Inflated([.. Residuals]);
        Array.Sort(scatter);
        return Interval.Of(Resampled.Select((law, resample) => law.Loss(parameters, tokens) * Math.Exp(-scatter[Place(resample, scatter.Length)])));
    }

    /// <summary>Spreads the residuals evenly over the resamples, in an order that has nothing to do with theirs (Weyl's sequence of the golden ratio).</summary>
    private static int Place(int resample, int count) => (int)(resample * 0.6180339887498949 % 1 * count);
}
