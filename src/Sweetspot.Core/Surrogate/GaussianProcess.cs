using System.Runtime.Intrinsics;

namespace Sweetspot.Core;

/// <summary>Gaussian process regression: a smooth estimate of a noisy quantity over points, with its uncertainty.</summary>
/// <remarks>
/// Rasmussen and Williams 2006, algorithm 2.1, with a squared-exponential kernel that has a weight for each coordinate, or for each group of them, beside a share of main effects: a sum
/// over coordinates, each by itself, for what a coordinate does whatever the others are is known long before what only a combination does. Weights, share and noise
/// maximise the marginal likelihood (their eq. 5.8, the signal's variance maximised in closed form), with a wide log-normal prior on the weights, by
/// coordinate ascent over a few levels: with tens of points, more precision has no meaning.
/// A coordinate lies in 0..1, or is NaN where it does not apply; two that do not both apply, or differ by more, are 1 apart.
/// Cubic in the number of points.
/// </remarks>
internal sealed class GaussianProcess
{
    private const int Sweeps = 2;
    private const double PriorDeviation = 2;
    private const double MainEffect = 9; // values at both ends of a coordinate have a correlation of a tenth
    private const double Absent = 1e6; // of a coordinate that does not apply: as far from all others as can be
    private static readonly double[] _weightLevels = [0.03, 0.1, 0.3, 1, 3, 10, 30];

    private readonly double[][] _points; // padded
    private readonly double[] _weights; // of each coordinate; padded
    private readonly bool[] _isSeen; // each coordinate
    private readonly int _seen; // how many are
    private readonly double _mean;
    private readonly double _variance;
    private readonly double[] _factor;
    private readonly double[] _solution; // of the points that have a value, which come first

    private GaussianProcess(double[][] points, double[] weights, bool[] isSeen, double[] settings, double mean, double variance, double[] factor, double[] solution) =>
        (_points, _weights, _isSeen, _seen, Settings, _mean, _variance, _factor, _solution) = (points, weights, isSeen, isSeen.Count(one => one), settings, mean, variance, factor, solution);

    /// <summary>A weight for each group of coordinates, the share of main effects, then the noise's variance as a share of the signal's.</summary>
    public double[] Settings { get; }

    /// <summary>Logarithm of how likely the values are, with the prior, at <see cref="Settings"/>: to compare fits of the same values. 0 where it was not fitted.</summary>
    public double Evidence { get; private init; }

    /// <summary>Standard deviation of a single observation's noise.</summary>
    public double NoiseDeviation => Math.Sqrt(_variance * Settings[^1]);

    /// <summary>Fits one.</summary>
    /// <param name="points">At least one, all of the same number of coordinates.</param>
    /// <param name="values">Of each point; finite.</param>
    /// <param name="noise">Variance of each value's noise relative to that of a single observation: 1/k for a mean of k.</param>
    /// <param name="groups">Of each coordinate, which weight it has, from 0, or −1 where it is not seen; null: each its own.</param>
    /// <param name="levels">Shares and noises to try; null: those for measurements.</param>
    public static GaussianProcess Fit(
        IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise, IReadOnlyList<int>? groups = null, FitLevels? levels = null)
    {
        levels ??= FitLevels.Measurement;
        groups ??= [.. Enumerable.Range(0, points[0].Length)];
        var mean = values.Average();
        double[] centred = [.. values.Select(value => value - mean)];
        var weights = groups.Count == 0 ? 0 : groups.Max() + 1;
        double[] settings = [.. Enumerable.Repeat(1.0, weights), levels.Shares[levels.Shares.Count / 2], 0.1];
        var likelihood = new MarginalLikelihood(points, centred, noise, groups, weights);
        double Posterior() => likelihood.Of(settings) - settings.Take(weights).Sum(weight => Math.Pow(Math.Log(weight) / PriorDeviation, 2) / 2);
        likelihood.Vary(settings, 0);
        var best = Posterior();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < settings.Length; i++)
            {
                var kept = settings[i];
                likelihood.Vary(settings, i);
                foreach (var tried in (i - weights) switch { < 0 => _weightLevels, 0 => levels.Shares, _ => levels.Noises })
                {
                    settings[i] = tried;
                    var posterior = Posterior();
                    (best, kept) = posterior > best ? (posterior, tried) : (best, kept);
                }

                settings[i] = kept;
            }
        }

        return Given(settings, groups, points, values, noise, [], best);
    }

    /// <summary>One of settings that are known, by <see cref="Fit"/> on other points.</summary>
    /// <param name="settings">Weights and noise.</param>
    /// <param name="groups">Of each coordinate, which weight it has; −1 where it is not seen.</param>
    /// <param name="points">Points with a value; at least one.</param>
    /// <param name="values">Their values.</param>
    /// <param name="noise">Their relative noise.</param>
    /// <param name="pending">Points whose value comes later: they leave every mean as it is, and lower the uncertainty around them.</param>
    /// <param name="evidence">See <see cref="Evidence"/>.</param>
    public static GaussianProcess Given(
        double[] settings, IReadOnlyList<int> groups, IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise, IReadOnlyList<double[]> pending, double evidence = 0)
    {
        var mean = values.Average();
        bool[] isSeen = [.. groups.Select(group => group >= 0)];
        var weights = Padded([.. groups.Select(group => group < 0 ? 0 : settings[group])], isSeen);
        var seen = isSeen.Count(one => one);
        double[][] all = [.. points.Concat(pending).Select(point => Padded(point, isSeen))];
        var n = all.Length;
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                factor[(i * n) + j] = Kernel(all[i], all[j], weights, settings[^2], seen);
            }

            factor[(i * n) + i] = 1 + (settings[^1] * (i < points.Count ? noise[i] : 1)) + 1e-9;
        }

        Cholesky.Factorize(factor, n);
        double[] solution = [.. values.Select(value => value - mean)];
        Cholesky.SolveLower(factor, n, solution);
        var variance = Math.Max(solution.Sum(value => value * value) / points.Count, 1e-12);
        Cholesky.SolveUpper(factor, n, solution);
        return new GaussianProcess(all, weights, isSeen, settings, mean, variance, factor, solution) { Evidence = evidence };
    }

    /// <summary>Squared distance of two values of a coordinate, at most 1.</summary>
    public static double SquaredApart(double one, double other)
    {
        var apart = Math.Abs(one - other);
        return apart <= 1 ? apart * apart : double.IsNaN(one) && double.IsNaN(other) ? 0 : 1;
    }

    /// <summary>How alike two values of a coordinate are by themselves, from their <see cref="SquaredApart"/>.</summary>
    public static double Effect(double squaredApart) => 1 / (1 + (MainEffect * squaredApart));

    /// <summary>Mean and standard deviation of the quantity itself, without a single observation's noise.</summary>
    public (double Mean, double Deviation) Predict(double[] point)
    {
        var (covariance, place) = (new double[_points.Length], Padded(point, _isSeen));
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] = Kernel(_points[i], place, _weights, Settings[^2], _seen);
        }

        var mean = Cholesky.Dot(covariance.AsSpan(0, _solution.Length), _solution);
        Cholesky.SolveLower(_factor, covariance.Length, covariance);
        return (_mean + mean, Math.Sqrt(_variance * Math.Max(0, 1 - Cholesky.Dot(covariance, covariance))));
    }

    /// <summary>Of each value the logarithm of how likely it is by all the others (Rasmussen and Williams 2006, equations 5.10 to 5.12), up to a constant.</summary>
    public double[] LeftOut()
    {
        var precision = new double[_solution.Length]; // diagonal of the covariance's inverse
        for (var value = 0; value < precision.Length; value++)
        {
            var column = new double[precision.Length];
            column[value] = 1;
            Cholesky.SolveLower(_factor, _points.Length, column);
            precision[value] = Cholesky.Dot(column, column);
        }

        return [.. _solution.Zip(precision, (solution, inverse) => (0.5 * Math.Log(inverse / _variance)) - (0.5 * solution * solution / (inverse * _variance)))];
    }

    /// <summary>In whole vectors, without NaN, and the same wherever it is not seen.</summary>
    private static double[] Padded(double[] point, bool[] isSeen)
    {
        var padded = new double[(point.Length + 3) / 4 * 4];
        for (var i = 0; i < point.Length; i++)
        {
            padded[i] = !isSeen[i] ? 0 : double.IsNaN(point[i]) ? Absent : point[i];
        }

        return padded;
    }

    private static double Kernel(double[] one, double[] other, double[] weights, double share, int coordinates)
    {
        var (sum, effects) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < one.Length; i += 4)
        {
            var apart = Vector256.Create(one, i) - Vector256.Create(other, i);
            var squared = Vector256.Min(apart * apart, Vector256<double>.One);
            sum += Vector256.Create(weights, i) * squared;
            effects += Vector256<double>.One / (Vector256<double>.One + (MainEffect * squared));
        }

        var whole = Math.Exp(-Vector256.Sum(sum));
        return share == 0 || coordinates == 0 ? whole : ((1 - share) * whole) + (share * (Vector256.Sum(effects) - (one.Length - coordinates)) / coordinates);
    }
}
