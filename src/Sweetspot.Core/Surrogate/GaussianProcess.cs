namespace Sweetspot.Core;

/// <summary>Gaussian process regression: a smooth estimate of a noisy quantity over points, with its uncertainty.</summary>
/// <remarks>
/// Rasmussen and Williams 2006, algorithm 2.1, with a weight for each coordinate, or for each group of them, and a share of main effects (<see cref="GaussianKernel"/>), for what a
/// coordinate does whatever the others are is known long before what only a combination does. Weights, share and noise
/// maximise the marginal likelihood (their eq. 5.8, the signal's variance maximised in closed form), with a wide log-normal prior on the weights, by
/// coordinate ascent over a few levels: with tens of points, more precision has no meaning.
/// Cubic in the number of points; more can be given beside those (<see cref="NearestPoints"/>).
/// </remarks>
internal sealed class GaussianProcess
{
    private const int Sweeps = 2;
    private const double PriorDeviation = 2;
    private static readonly double[] _weightLevels = [0.03, 0.1, 0.3, 1, 3, 10, 30];

    private readonly GaussianKernel _kernel;
    private readonly KernelPoints _places;
    private readonly double _mean;
    private readonly double _variance;
    private readonly double[] _factor;
    private readonly double[] _solution; // of the points that have a value, which come first
    private readonly NearestPoints? _nearest;

    private GaussianProcess(
        double[] settings, GaussianKernel kernel, KernelPoints places, double mean, double variance, double[] factor, double[] solution, IReadOnlyList<(double[] Point, double Value, double Noise)> beside)
    {
        (Settings, _kernel, _places, _mean, _variance, _factor, _solution) = (settings, kernel, places, mean, variance, factor, solution);
        _nearest = beside.Count > 0 ? new NearestPoints(kernel, beside, mean, settings[^1], Known) : null;
    }

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
    /// <param name="beside">More points, values and noises, of which a prediction uses the nearest few; null: none.</param>
    public static GaussianProcess Given(
        double[] settings, IReadOnlyList<int> groups, IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> noise, IReadOnlyList<double[]> pending, double evidence = 0,
        IReadOnlyList<(double[] Point, double Value, double Noise)>? beside = null)
    {
        var mean = values.Average();
        var kernel = new GaussianKernel(settings, groups, settings[^2]);
        var places = new KernelPoints([.. points.Concat(pending).Select(kernel.Place)]);
        var n = places.Count;
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            kernel.Of(places, places[i], factor.AsSpan(i * n, i));
            factor[(i * n) + i] = 1 + (settings[^1] * (i < points.Count ? noise[i] : 1)) + 1e-9;
        }

        Cholesky.Factorize(factor, n);
        double[] solution = [.. values.Select(value => value - mean)];
        Cholesky.SolveLower(factor, n, solution);
        var variance = Math.Max(solution.Sum(value => value * value) / points.Count, 1e-12);
        Cholesky.SolveUpper(factor, n, solution);
        return new GaussianProcess(settings, kernel, places, mean, variance, factor, solution, beside ?? []) { Evidence = evidence };
    }

    /// <summary>Whether it has points beside its own.</summary>
    public bool HasPointsBeside => _nearest is not null;

    /// <summary>Mean and standard deviation of the quantity itself, without a single observation's noise.</summary>
    public (double Mean, double Deviation) Predict(double[] point) => Predict(point, _nearest);

    /// <summary>The same in haste, without the points beside its own.</summary>
    public (double Mean, double Deviation) PredictRoughly(double[] point) => Predict(point, null);

    private (double Mean, double Deviation) Predict(double[] point, NearestPoints? nearest)
    {
        var place = _kernel.Place(point);
        var (known, half) = Known(place);
        var (more, less) = nearest?.At(place, half) ?? (0, 0);
        return (_mean + known + more, Math.Sqrt(_variance * Math.Max(0, 1 - Cholesky.Dot(half, half) - less)));
    }

    /// <summary>Of each value the logarithm of how likely it is by all the others (Rasmussen and Williams 2006, equations 5.10 to 5.12), up to a constant.</summary>
    public double[] LeftOut()
    {
        var precision = new double[_solution.Length]; // diagonal of the covariance's inverse
        for (var value = 0; value < precision.Length; value++)
        {
            var column = new double[precision.Length];
            column[value] = 1;
            Cholesky.SolveLower(_factor, _places.Count, column);
            precision[value] = Cholesky.Dot(column, column);
        }

        return [.. _solution.Zip(precision, (solution, inverse) => (0.5 * Math.Log(inverse / _variance)) - (0.5 * solution * solution / (inverse * _variance)))];
    }

    /// <summary>What the points say of a place: the mean above that of all, and a vector whose square is what they take off the variance.</summary>
    private (double Mean, double[] Half) Known(double[] place)
    {
        var half = new double[_places.Count];
        _kernel.Of(_places, place, half);
        var mean = Cholesky.Dot(half.AsSpan(0, _solution.Length), _solution);
        Cholesky.SolveLower(_factor, half.Length, half);
        return (mean, half);
    }
}
