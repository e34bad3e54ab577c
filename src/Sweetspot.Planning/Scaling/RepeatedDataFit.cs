using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What repetition costs, from runs that saw the same number of tokens, once all different and once fewer of them several times.</summary>
/// <remarks>
/// Ratios of losses L(N, D, U) / L(N, D, D) are fitted, not losses: a law that is some percent off everywhere, as the published one is on other data, then still tells what repetition does.
/// R_D* and R_N* minimise the sum over pairs of Huber_δ(ln ratio expected - ln ratio seen), with the constants of fresh data held.
/// </remarks>
public sealed record RepeatedDataFit
{
    /// <summary>Ratios beyond this are over-fitting, for which the law has no term (its own ratios hardly pass 1.6).</summary>
    public const double DefaultMostRatio = 1.2;

    /// <summary>Resamples behind the intervals: each is a search of its own, and ends this wide need no more.</summary>
    public const int UsualResamples = 200;

    private const double SameSize = 0.005;
    private const double Delta = 1e-3;
    private const double Unbounded = 1e3;
    private static readonly (double Tokens, double Parameters)[] s_starts = [(5, 5), (15, 5), (15, 50), (40, 50)];

    /// <summary>The law.</summary>
    public required RepeatedDataLaw Law { get; init; }

    /// <summary>Pairs used.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs left out, since their ratio shows over-fitting.</summary>
    public required int OverFitted { get; init; }

    /// <summary>Repetitions in the pairs used: fewest and most.</summary>
    public required Interval Epochs { get; init; }

    /// <summary>Where R_D* lies; null without resamples or where too many have none.</summary>
    public required Interval? RepeatedTokens { get; init; }

    /// <summary>Where R_N* lies; its high end is <see cref="double.PositiveInfinity"/> where the runs set no bound.</summary>
    public required Interval? ExcessParameters { get; init; }

    /// <summary>Root mean square of ln expected over seen ratio.</summary>
    public required double RelativeError { get; init; }

    /// <summary>Fits pairs of runs.</summary>
    /// <param name="runs">Runs with their unique tokens.</param>
    /// <param name="fresh">The law of tokens that are seen once.</param>
    /// <param name="mostRatio">Largest ratio that is used.</param>
    /// <param name="resamples">Resamples behind intervals.</param>
    /// <param name="seed">Their seed.</param>
    /// <exception cref="UserInputException">No run of repeated data has a partner of the same size and tokens, or too few have.</exception>
    public static RepeatedDataFit Fit(IReadOnlyCollection<TrainingRun> runs, ScalingLaw fresh, double mostRatio = DefaultMostRatio, int resamples = UsualResamples, ulong seed = 1)
    {
        var all = PairsOf(runs);
        var pairs = all.Where(pair => pair.Ratio < mostRatio).ToArray();
        if (pairs.Length < 3)
        {
            throw new UserInputException(
                $"{Counted.Of(pairs.Length, "pair")} of runs can be compared{(all.Length > pairs.Length ? $" ({all.Length - pairs.Length} more over-fit)" : "")}: a run that repeats its data needs one of the same parameters and tokens that does not. Train at least 3 such pairs.");
        }

        var best = Search(pairs, fresh, s_starts);
        var laws = new (double Tokens, double Parameters)[resamples];
        Parallel.For(0, resamples, resample =>
        {
            var random = RandomStream.For(seed, resample, "repeated data bootstrap");
            laws[resample] = Search([.. pairs.Select(_ => pairs[random.Next(pairs.Length)])], fresh, [best]);
        });
        var law = new RepeatedDataLaw(fresh, best.Tokens, best.Parameters);
        return new RepeatedDataFit
        {
            Law = law,
            Pairs = pairs.Length,
            OverFitted = all.Length - pairs.Length,
            Epochs = new Interval(pairs.Min(pair => pair.Epochs), pairs.Max(pair => pair.Epochs)),
            RepeatedTokens = Bounded(laws.Select(pair => pair.Tokens)),
            ExcessParameters = Bounded(laws.Select(pair => pair.Parameters)),
            RelativeError = Math.Sqrt(pairs.Average(pair => Math.Pow(Residual(pair, law), 2))),
        };
    }

    /// <summary>Runs of repeated data with the mean loss of those of the same parameters and tokens that repeat nothing.</summary>
    private static ImmutableArray<Pair> PairsOf(IEnumerable<TrainingRun> runs)
    {
        var groups = runs.Where(run => run.UniqueTokens is not null).GroupBy(run => (run.Parameters, run.Tokens)).Select(group => group.ToLookup(run => run.Tokens <= run.UniqueTokens * (1 + SameSize)));
        return [.. groups.Where(group => group[true].Any()).SelectMany(group => group[false].Select(run =>
            new Pair(run.Parameters, run.Tokens, run.UniqueTokens!.Value, run.Loss / group[true].Average(other => other.Loss)))).OrderBy(pair => pair.Parameters).ThenBy(pair => pair.Tokens).ThenBy(pair => pair.Unique).ThenBy(pair => pair.Ratio)];
    }

    private static (double Tokens, double Parameters) Search(Pair[] pairs, ScalingLaw fresh, IEnumerable<(double Tokens, double Parameters)> starts)
    {
        var best = starts.Select(start => NelderMead.Minimize(Sum, [Math.Log(start.Tokens), Math.Log(start.Parameters)], 0.5)).MinBy(Sum)!; // there is at least one start
        return (Math.Exp(best[0]), Math.Exp(best[1]));

        double Sum(double[] point)
        {
            var law = new RepeatedDataLaw(fresh, Math.Exp(point[0]), Math.Exp(point[1]));
            return pairs.Sum(pair => Huber(Residual(pair, law)));
        }
    }

    private static double Residual(Pair pair, RepeatedDataLaw law) =>
        Math.Log(law.Loss(pair.Parameters, pair.Tokens, pair.Unique) / law.Loss(pair.Parameters, pair.Tokens, pair.Tokens) / pair.Ratio);

    private static double Huber(double residual) => Math.Abs(residual) <= Delta ? residual * residual / 2 : Delta * (Math.Abs(residual) - (Delta / 2));

    /// <summary>An end beyond a thousand is no bound: more repetitions than anybody tries.</summary>
    private static Interval? Bounded(IEnumerable<double> values) =>
        Interval.Of(values) is { } interval ? interval with { High = interval.High > Unbounded ? double.PositiveInfinity : interval.High } : null;

    private readonly record struct Pair(double Parameters, double Tokens, double Unique, double Ratio)
    {
        public double Epochs => Tokens / Unique;
    }
}
