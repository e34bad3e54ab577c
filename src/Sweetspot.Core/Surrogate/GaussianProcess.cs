namespace Sweetspot.Core;

/// <summary>Gaussian process regression: a smooth estimate of a noisy quantity over points, with its uncertainty.</summary>
/// <remarks>
/// Rasmussen and Williams 2006, algorithm 2.1, with a squared-exponential kernel that has a weight for each coordinate, or for each group of them. Weights and noise
/// maximise the marginal likelihood (their eq. 5.8, the signal's variance maximised in closed form), with a wide log-normal prior on the weights, by
/// coordinate ascent over a few levels: with tens of points, more precision has no meaning.
/// A coordinate lies in 0..1, or is NaN where it does not apply; two that do not both apply, or differ by more, are 1 apart.
/// Cubic in the number of points.
/// </remarks>
internal sealed class GaussianProcess
{
    private const int Sweeps = 2;
    private const double PriorDeviation = 2;
    private static readonly double[] _weightLevels = [0.03, 0.1, 0.3, 1, 3, 10, 30];
    private static readonly double[] _noiseLevels = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

    private readonly IReadOnlyList<double[]> _points;
    private readonly double[] _weights; // of each coordinate
    private readonly double _mean;
    private readonly double _variance;
    private readonly double[] _factor;
    private readonly double[] _solution; // of the points that have a value, which come first

    private GaussianProcess(IReadOnlyList<double[]> points, double[] weights, double[] settings, double mean, double variance, double[] factor, double[] solution) =>
        (_points, _weights, Settings, _mean, _variance, _factor, _solution) = (points, weights, settings, mean, variance, factor, solution);

    /// <summary>A weight for each group of coordinates, then the noise's variance as a share of the signal's.</summary>
    public double[] Settings { get; }

    /// <summary>Standard deviation of a single observation's noise.</summary>
    public double NoiseDeviation => Math.Sqrt(_variance * Settings[^1]);

    /// <summary>Fits one.</summary>
    /// <param name="points">At least one, all of the same number of coordinates.</param>
    /// <param name="values">Of each point; finite.</param>
    /// <param name="noise">Variance of each value's noise relative to that of a single observation: 1/k for a mean of k.</param>
    /// <param name="groups">Of each coordinate, which weight it has, from 0; null: each its own.</param>
    public static GaussianProcess Fit(IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise, IReadOnlyList<int>? groups = null)
    {
        groups ??= [.. Enumerable.Range(0, points[0].Length)];
        var mean = values.Average();
        double[] centred = [.. values.Select(value => value - mean)];
        double[] settings = [.. Enumerable.Repeat(1.0, groups.Count == 0 ? 0 : groups.Max() + 1), 0.1];
        var likelihood = new MarginalLikelihood(points, centred, noise, groups, settings.Length - 1);
        double Posterior() => likelihood.Of(settings) - settings.SkipLast(1).Sum(weight => Math.Pow(Math.Log(weight) / PriorDeviation, 2) / 2);
        var best = Posterior();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < settings.Length; i++)
            {
                var kept = settings[i];
                foreach (var tried in i < settings.Length - 1 ? _weightLevels : _noiseLevels)
                {
                    settings[i] = tried;
                    var posterior = Posterior();
                    (best, kept) = posterior > best ? (posterior, tried) : (best, kept);
                }

                settings[i] = kept;
            }
        }

        return Given(settings, groups, points, values, noise, []);
    }

    /// <summary>One of settings that are known, by <see cref="Fit"/> on other points.</summary>
    /// <param name="settings">Weights and noise.</param>
    /// <param name="groups">Of each coordinate, which weight it has.</param>
    /// <param name="points">Points with a value; at least one.</param>
    /// <param name="values">Their values.</param>
    /// <param name="noise">Their relative noise.</param>
    /// <param name="pending">Points whose value comes later: they leave every mean as it is, and lower the uncertainty around them.</param>
    public static GaussianProcess Given(
        double[] settings, IReadOnlyList<int> groups, IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise, IReadOnlyList<double[]> pending)
    {
        var mean = values.Average();
        double[] weights = [.. groups.Select(group => settings[group])];
        IReadOnlyList<double[]> all = pending.Count == 0 ? points : [.. points, .. pending];
        var n = all.Count;
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                factor[(i * n) + j] = Kernel(all[i], all[j], weights);
            }

            factor[(i * n) + i] = 1 + (settings[^1] * (i < points.Count ? noise[i] : 1)) + 1e-9;
        }

        Cholesky.Factorize(factor, n);
        double[] solution = [.. values.Select(value => value - mean)];
        Cholesky.SolveLower(factor, n, solution);
        var variance = Math.Max(solution.Sum(value => value * value) / points.Count, 1e-12);
        Cholesky.SolveUpper(factor, n, solution);
        return new GaussianProcess(all, weights, settings, mean, variance, factor, solution);
    }

    /// <summary>Squared distance of two values of a coordinate, at most 1.</summary>
    public static double SquaredApart(double one, double other)
    {
        var apart = Math.Abs(one - other);
        return apart <= 1 ? apart * apart : double.IsNaN(one) && double.IsNaN(other) ? 0 : 1;
    }

    /// <summary>Mean and standard deviation of the quantity itself, without a single observation's noise.</summary>
    public (double Mean, double Deviation) Predict(double[] point)
    {
        var covariance = new double[_points.Count];
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] = Kernel(_points[i], point, _weights);
        }

        var mean = Cholesky.Dot(covariance.AsSpan(0, _solution.Length), _solution);
        Cholesky.SolveLower(_factor, covariance.Length, covariance);
        return (_mean + mean, Math.Sqrt(_variance * Math.Max(0, 1 - Cholesky.Dot(covariance, covariance))));
    }

    private static double Kernel(double[] one, double[] other, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += weights[i] * SquaredApart(one[i], other[i]);
        }

        return Math.Exp(-sum);
    }
}
