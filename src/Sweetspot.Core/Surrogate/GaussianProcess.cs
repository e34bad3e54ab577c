namespace Sweetspot.Core;

/// <summary>Gaussian process regression: a smooth estimate of a noisy quantity over points, with its uncertainty.</summary>
/// <remarks>
/// Rasmussen and Williams 2006, algorithm 2.1, with a squared-exponential kernel that has a weight for each coordinate. Weights and noise maximise
/// the marginal likelihood (their eq. 5.8, the signal's variance maximised in closed form), with a wide log-normal prior on the weights, by
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
    private readonly double[] _settings;
    private readonly double _mean;
    private readonly double _variance;
    private readonly double[] _factor;
    private readonly double[] _solution;

    private GaussianProcess(IReadOnlyList<double[]> points, double[] settings, double mean, double variance, double[] factor, double[] solution) =>
        (_points, _settings, _mean, _variance, _factor, _solution) = (points, settings, mean, variance, factor, solution);

    /// <summary>Standard deviation of a single observation's noise.</summary>
    public double NoiseDeviation => Math.Sqrt(_variance * _settings[^1]);

    /// <summary>Fits one.</summary>
    /// <param name="points">At least one, all of the same number of coordinates.</param>
    /// <param name="values">Of each point; finite.</param>
    /// <param name="noise">Variance of each value's noise relative to that of a single observation: 1/k for a mean of k.</param>
    public static GaussianProcess Fit(IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise)
    {
        var mean = values.Average();
        double[] centred = [.. values.Select(value => value - mean)];
        double[] settings = [.. Enumerable.Repeat(1.0, points[0].Length), 0.1]; // a weight for each coordinate, then the noise
        var best = Likelihood(points, centred, noise, settings);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < settings.Length; i++)
            {
                var kept = settings[i];
                foreach (var tried in i < settings.Length - 1 ? _weightLevels : _noiseLevels)
                {
                    settings[i] = tried;
                    var likelihood = Likelihood(points, centred, noise, settings);
                    (best, kept) = likelihood > best ? (likelihood, tried) : (best, kept);
                }

                settings[i] = kept;
            }
        }

        var (factor, solution, variance) = Solve(points, centred, noise, settings);
        return new GaussianProcess(points, settings, mean, variance, factor, solution);
    }

    /// <summary>Mean and standard deviation of the quantity itself, without a single observation's noise.</summary>
    public (double Mean, double Deviation) Predict(double[] point)
    {
        var n = _points.Count;
        var covariance = new double[n];
        for (var i = 0; i < n; i++)
        {
            covariance[i] = Kernel(_points[i], point, _settings);
        }

        var mean = 0.0;
        for (var i = 0; i < n; i++)
        {
            mean += covariance[i] * _solution[i];
        }

        SolveLower(_factor, covariance);
        var explained = 0.0;
        foreach (var value in covariance)
        {
            explained += value * value;
        }

        return (_mean + mean, Math.Sqrt(_variance * Math.Max(0, 1 - explained)));
    }

    private static double Likelihood(IReadOnlyList<double[]> points, double[] values, IReadOnlyList<double> noise, double[] settings)
    {
        var (factor, _, variance) = Solve(points, values, noise, settings);
        var n = points.Count;
        var sum = -0.5 * n * Math.Log(variance);
        for (var i = 0; i < n; i++)
        {
            sum -= Math.Log(factor[(i * n) + i]);
        }

        return sum - settings.SkipLast(1).Sum(weight => Math.Pow(Math.Log(weight) / PriorDeviation, 2) / 2);
    }

    /// <summary>Cholesky factor of the correlation with noise, its solution for the values, and the signal's variance.</summary>
    private static (double[] Factor, double[] Solution, double Variance) Solve(
        IReadOnlyList<double[]> points, double[] values, IReadOnlyList<double> noise, double[] settings)
    {
        var n = points.Count;
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                factor[(i * n) + j] = Kernel(points[i], points[j], settings);
            }

            factor[(i * n) + i] = 1 + (settings[^1] * noise[i]) + 1e-9;
        }

        Factorize(factor, n);
        var half = (double[])values.Clone();
        SolveLower(factor, half);
        var variance = Math.Max(half.Sum(value => value * value) / n, 1e-12);
        SolveUpper(factor, half);
        return (factor, half, variance);
    }

    private static double Kernel(double[] one, double[] other, double[] settings)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            var apart = (double.IsNaN(one[i]), double.IsNaN(other[i])) switch
            {
                (true, true) => 0,
                (false, false) => Math.Min(1, Math.Abs(one[i] - other[i])),
                _ => 1,
            };
            sum += settings[i] * apart * apart;
        }

        return Math.Exp(-sum);
    }

    /// <summary>Cholesky in place, lower triangle, row-major.</summary>
    private static void Factorize(double[] matrix, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = matrix.AsSpan(i * n, n);
            for (var j = 0; j <= i; j++)
            {
                var other = matrix.AsSpan(j * n, n);
                var sum = row[j];
                for (var k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                row[j] = j < i ? sum / other[j] : Math.Sqrt(sum);
            }
        }
    }

    /// <summary>Solves L·x = b in place.</summary>
    private static void SolveLower(double[] factor, double[] vector)
    {
        var n = vector.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                vector[i] -= factor[(i * n) + j] * vector[j];
            }

            vector[i] /= factor[(i * n) + i];
        }
    }

    /// <summary>Solves Lᵀ·x = b in place.</summary>
    private static void SolveUpper(double[] factor, double[] vector)
    {
        var n = vector.Length;
        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++)
            {
                vector[i] -= factor[(j * n) + i] * vector[j];
            }

            vector[i] /= factor[(i * n) + i];
        }
    }
}
