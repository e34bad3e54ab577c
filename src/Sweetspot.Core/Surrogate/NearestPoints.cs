namespace Sweetspot.Core;

/// <summary>More points than a <see cref="GaussianProcess"/> is made of: a prediction uses all of its own and of these the nearest, so that its cost hardly grows with them.</summary>
/// <remarks>What the process leaves open is conditioned on them, exactly (compare Gramacy and Apley 2015, doi:10.1080/10618600.2014.914442, who use the nearest alone).</remarks>
/// <param name="kernel">Of the process.</param>
internal sealed class NearestPoints(GaussianKernel kernel)
{
    private const int Used = 16;

    private readonly List<Point> _points = [];

    /// <summary>Puts one in.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="rest">What its value is above the mean that the process has there.</param>
    /// <param name="noise">Variance of its noise as a share of the signal's.</param>
    /// <param name="half">What the process knows there (<see cref="GaussianProcess"/>).</param>
    public void Add(double[] place, double rest, double noise, double[] half) => _points.Add(new Point(place, rest, noise, half));

    /// <summary>What the nearest add to the mean at a place, and what they take off the variance as a share of the signal's.</summary>
    /// <param name="place">The place.</param>
    /// <param name="half">What the process knows there.</param>
    public (double Mean, double Variance) At(double[] place, double[] half)
    {
        Span<int> nearest = stackalloc int[Used];
        var n = Find(place, nearest);
        var (factor, common, rest) = (new double[n * n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var one = _points[nearest[i]];
            for (var j = 0; j <= i; j++)
            {
                var other = _points[nearest[j]];
                factor[(i * n) + j] = kernel.Of(one.Place, other.Place) - Cholesky.Dot(one.Half, other.Half) + (i == j ? one.Noise : 0);
            }

            (common[i], rest[i]) = (kernel.Of(one.Place, place) - Cholesky.Dot(one.Half, half), one.Rest);
        }

        Cholesky.Factorize(factor, n);
        Cholesky.SolveLower(factor, n, common);
        Cholesky.SolveLower(factor, n, rest);
        return (Cholesky.Dot(common, rest), Cholesky.Dot(common, common));
    }

    /// <summary>Which are nearest, the nearest first; returns how many.</summary>
    private int Find(double[] place, Span<int> nearest)
    {
        Span<double> distances = stackalloc double[Used];
        var count = 0;
        for (var index = 0; index < _points.Count; index++)
        {
            var distance = kernel.Distance(_points[index].Place, place);
            if (count == Used && distance >= distances[^1])
            {
                continue;
            }

            count = Math.Min(count + 1, Used);
            var at = count - 1;
            for (; at > 0 && distances[at - 1] > distance; at--)
            {
                (distances[at], nearest[at]) = (distances[at - 1], nearest[at - 1]);
            }

            (distances[at], nearest[at]) = (distance, index);
        }

        return count;
    }

    private sealed record Point(double[] Place, double Rest, double Noise, double[] Half);
}
