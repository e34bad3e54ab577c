using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A law of runs with its budgets, its roll-out test, a second and third method beside it, and what to be careful about.</summary>
public sealed record LawReport
{
    private const double FarBeyond = 10;
    private const double LeastRange = 30;

    /// <summary>The fit.</summary>
    public required LawFit Fit { get; init; }

    /// <summary>The best sizes for the budgets.</summary>
    public required ImmutableArray<BudgetAnswer> Optimum { get; init; }

    /// <summary>The roll-out test; null where it could not be made.</summary>
    public required RollOutTest? RollOut { get; init; }

    /// <summary>Parabolas by budget; null where the runs are not so.</summary>
    public required IsoFlopFit? IsoFlop { get; init; }

    /// <summary>Why there are no parabolas; null where there are.</summary>
    public required string? NoIsoFlop { get; init; }

    /// <summary>The same law by least squares on the loss.</summary>
    public required ScalingLaw LeastSquares { get; init; }

    /// <summary>What the runs do not tell.</summary>
    public required ImmutableArray<string> NotIdentified { get; init; }

    /// <summary>What to be careful about.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>The same of the answers to the budgets.</summary>
    public required ImmutableArray<string> AnswerWarnings { get; init; }

    /// <summary>Fits and asks everything.</summary>
    /// <exception cref="Core.UserInputException">The runs cannot tell the constants apart.</exception>
    public static LawReport Of(IReadOnlyCollection<TrainingRun> runs, LawFitOptions options)
    {
        var fit = LawFit.Fit(runs, options);
        if (options.HeldOut > runs.Count - RunChecks.LeastRuns)
        {
            throw new Core.UserInputException($"--hold-out: {options.HeldOut} of {runs.Count} runs leave too few to fit, which takes {RunChecks.LeastRuns}; {(runs.Count == RunChecks.LeastRuns ? "leave it out" : $"give at most {runs.Count - RunChecks.LeastRuns}")}.");
        }

        var (rollOut, noRollOut) = RollOutTest.Of(runs, options with { Resamples = Math.Min(options.Resamples, 500) });
        var (isoFlop, noIsoFlop) = IsoFlopFit.Of(fit.Runs);
        var largest = fit.LargestCompute;
        var budgets = options.Budgets.IsEmpty ? [largest, 10 * largest, 100 * largest] : options.Budgets;
        var report = new LawReport
        {
            Fit = fit,
            Optimum = fit.Law is { Alpha: > 0, Beta: > 0 } ? [.. budgets.Select(budget => Answer(fit, budget))] : [],
            RollOut = rollOut,
            IsoFlop = isoFlop,
            NoIsoFlop = noIsoFlop,
            LeastSquares = LeastSquaresFit.Fit(fit.Runs).Law,
            NotIdentified = [.. Unknown(fit), .. NoBestSize(fit, budgets)],
            Warnings = [],
            AnswerWarnings = [],
        };
        return report with { Warnings = [.. report.Cautions(noRollOut)], AnswerWarnings = [.. report.Wide()] };
    }

    private static BudgetAnswer Answer(LawFit fit, double budget)
    {
        var (low, high) = fit.Law.FlatRegion(budget);
        return new BudgetAnswer(
            fit.Law.Optimum(budget), fit.IntervalOf(law => law.Optimum(budget).Parameters), fit.IntervalOf(law => law.Optimum(budget).Tokens),
            fit.IntervalOf(law => law.Optimum(budget).TokensPerParameter), fit.IntervalOf(law => law.Optimum(budget).Loss), new Interval(low, high),
            budget > FarBeyond * fit.LargestCompute);
    }

    private static IEnumerable<string> Unknown(LawFit fit)
    {
        if (fit.Resampled.IsEmpty)
        {
            yield break;
        }

        foreach (var (scale, exponent, correlation) in new[]
        {
            ("A", "alpha", fit.CorrelationOf(law => Math.Log(law.A), law => law.Alpha)), ("B", "beta", fit.CorrelationOf(law => Math.Log(law.B), law => law.Beta)),
        })
        {
            if (correlation > 0.98)
            {
                yield return FormattableString.Invariant($"{scale} on its own: ln {scale} moves with {exponent} (correlation {correlation:0.0000}); quote neither without the other");
            }
        }

        var lowest = fit.Runs.Min(run => run.Loss);
        if (fit.IntervalOf(law => law.E) is { } floor && floor.High - floor.Low > 0.3 * lowest)
        {
            yield return FormattableString.Invariant($"E: the runs allow {floor.Low:0.###} to {floor.High:0.###}; larger runs would tell");
        }

        foreach (var (name, interval) in new[] { ("alpha", fit.IntervalOf(law => law.Alpha)), ("beta", fit.IntervalOf(law => law.Beta)) })
        {
            if (interval is { } range && (range.Low <= 0.02 || range.High > 2.5 * range.Low))
            {
                yield return FormattableString.Invariant($"{name}: the runs allow {range.Low:0.###} to {range.High:0.###}; vary {(name == "alpha" ? "the parameters" : "the tokens")} more at fixed {(name == "alpha" ? "tokens" : "parameters")}");
            }
        }
    }

    private static IEnumerable<string> NoBestSize(LawFit fit, ImmutableArray<double> budgets)
    {
        foreach (var budget in budgets.Where(_ => !fit.Resampled.IsEmpty))
        {
            if (fit.IntervalOf(law => law.Optimum(budget).Parameters) is null)
            {
                var without = fit.Resampled.Count(law => !double.IsFinite(law.Optimum(budget).Parameters));
                yield return FormattableString.Invariant(
                    $"the best size for {budget:0.##e+0} FLOP: {without} of {fit.Resampled.Length} resamples have none, their loss does not fall with parameters or with tokens; no interval is given");
            }
        }
    }

    private IEnumerable<string> Cautions(string? noRollOut)
    {
        var (law, runs) = (Fit.Law, Fit.Runs);
        if (law.Alpha <= 0 || law.Beta <= 0)
        {
            yield return $"the loss does not fall with {(law.Alpha <= 0 ? "parameters" : "tokens")} in these runs, so there is no best size; are the columns right, and the runs trained to their end?";
        }

        if (noRollOut is not null)
        {
            yield return $"no roll-out test: {noRollOut}";
        }

        var range = runs.Max(run => run.Compute) / runs.Min(run => run.Compute);
        if (range < LeastRange)
        {
            yield return FormattableString.Invariant($"the compute of the runs spans only {range:0.#} times; laws need at least {LeastRange:0} times to be worth extrapolating");
        }

        if (Fit.Agreeing < Fit.Starts / 10)
        {
            yield return $"only {Fit.Agreeing} of {Fit.Starts} starts found this minimum";
        }

        foreach (var line in OffTheLaw().Concat(CountedOtherwise()).Concat(Disagreements()))
        {
            yield return line;
        }

        if (RollOut is { } test && test.MeanError > 0.05)
        {
            yield return FormattableString.Invariant($"the roll-out test was {100 * test.MeanError:0.#} % off on average: do not extrapolate this law");
        }

        if (RollOut is { Fit.Resampled.IsEmpty: false } rollOut && rollOut.Covered < Expected(rollOut.HeldOut.Length))
        {
            yield return $"only {rollOut.Covered} of {rollOut.HeldOut.Length} held-out runs lie in their 95 % intervals, which hold noise but not a law of another form: those for larger budgets are too narrow as well";
        }

        static double Expected(int runs) => (0.95 * runs) - (2 * Math.Sqrt(0.95 * 0.05 * runs)); // binomial, less two standard deviations
    }

    /// <summary>Runs far off the law; Huber's loss holds their pull to that of any other run.</summary>
    private IEnumerable<string> OffTheLaw()
    {
        var spread = Fit.Residuals.Select(Math.Abs).Order().ElementAt(Fit.Residuals.Length / 2) / 0.6745;
        var far = Fit.Runs.Zip(Fit.Residuals).Where(pair => Math.Abs(pair.Second) > Math.Max(0.1, 6 * spread)).ToList();
        if (far.Count > 0)
        {
            var shown = far.OrderByDescending(pair => Math.Abs(pair.Second)).Take(5).Select(pair => FormattableString.Invariant(
                $"loss {pair.First.Loss:0.####} at {pair.First.Parameters:0.###e+0} parameters and {pair.First.Tokens:0.###e+0} tokens, {100 * (Math.Exp(-pair.Second) - 1):+0;-0} %"));
            yield return $"{Counted.Of(far.Count, "run lies", "runs lie")} far off the law and {Counted.Word(far.Count, "was", "were")} down-weighted, diverged perhaps ({string.Join("; ", shown)}): look at {Counted.Word(far.Count, "it", "them")}, and leave out with --where";
        }
    }

    private IEnumerable<string> CountedOtherwise()
    {
        var ratios = Fit.Runs.Where(run => run.Flops is not null).Select(run => run.Flops!.Value / (ScalingLaw.FlopsPerParameterToken * run.Parameters * run.Tokens)).Order().ToList();
        if (ratios.Count > 0 && (ratios[0] < 0.9 || ratios[^1] > 1.1))
        {
            yield return FormattableString.Invariant(
                $"the FLOPs given are {ratios[0]:0.##} to {ratios[^1]:0.##} times 6 × parameters × tokens; budgets here mean the latter. Is one rule used for what counts as a parameter?");
        }
    }

    private IEnumerable<string> Disagreements()
    {
        if (IsoFlop is { } iso && Fit.IntervalOf(law => law.ParameterExponent) is { } interval && !interval.Holds(iso.Exponent))
        {
            yield return FormattableString.Invariant(
                $"the methods disagree: N* grows with C^{Fit.Law.ParameterExponent:0.###} by this law ({interval.Low:0.###} to {interval.High:0.###}) and with C^{iso.Exponent:0.###} by {iso.Used} parabolas");
        }
    }

    private IEnumerable<string> Wide()
    {
        if (Optimum.LastOrDefault(answer => answer.Parameters is { } interval && interval.High > 2 * interval.Low) is { } answer)
        {
            var (low, high) = (answer.Parameters!.Value.Low, answer.Parameters.Value.High);
            yield return FormattableString.Invariant($"the best size for {answer.Best.Flops:0.##e+0} FLOP is known to a factor of {high / low:0.#} only ({low:0.##e+0} to {high:0.##e+0}); do not quote one number");
        }

        if (Optimum.Any(answer => answer.IsExtrapolated))
        {
            yield return FormattableString.Invariant($"budgets beyond {FarBeyond * Fit.LargestCompute:0.##e+0} FLOP are more than 10 times the largest run: extrapolated");
        }
    }
}
