namespace Sweetspot.Core;

/// <summary>More points than a <see cref="GaussianProcess"/> is made of: a prediction uses all of its own and of these the nearest, so that its cost hardly grows with them.</summary>
/// <remarks>
/// What the process leaves open is conditioned on them, exactly (compare Gramacy and Apley 2015, doi:10.1080/10618600.2014.914442, who use the nearest alone). What the process knows at one
/// of them, and at two together, is worked out when it is first needed: most are never near to anything that is asked for. Not thread-safe.
/// </remarks>
/// <param name="kernel">Of the process.</param>
/// <param name="points">Coordinates, value and noise of each.</param>
/// <param name="mean">The process's mean over all.</param>
/// <param name="noise">Variance of a single observation's noise as a share of the signal's.</param>
/// <param name="known">What the process says of a place: its mean above that of all, and a vector whose square is what it takes off the variance.</param>
internal sealed class NearestPoints(
    GaussianKernel kernel, IReadOnlyList<(double[] Point, double Value, double Noise)> points, double mean, double noise, Func<double[], (double Mean, double[] Half)> known)
{
    private const int Used = 16;

    private readonly KernelPoints _places = new([.. points.Select(one => kernel.Place(one.Point))]);
    private readonly Leftover?[] _leftovers = new Leftover?[points.Count];

    /// <summary>What the nearest add to the mean at a place, and what they take off the variance as a share of the signal's.</summary>
    /// <param name="place">The place.</param>
    /// <param name="half">What the process knows there.</param>
    public (double Mean, double Variance) At(double[] place, double[] half)
    {
        Span<int> nearest = stackalloc int[Used];
        var n = Find(place, nearest);
        Span<double> factor = stackalloc double[n * n], towards = stackalloc double[n], rest = stackalloc double[n];
        for (var i = 0; i < n; i++)
        {
            var one = Of(nearest[i]);
            for (var j = 0; j <= i; j++)
            {
                factor[(i * n) + j] = Covariance(Math.Max(nearest[i], nearest[j]), Math.Min(nearest[i], nearest[j]));
            }

            (towards[i], rest[i]) = (kernel.Of(_places[nearest[i]], place) - Cholesky.Dot(one.Half, half), one.Rest);
        }

        Cholesky.Factorize(factor, n);
        Cholesky.SolveLower(factor, n, towards);
        Cholesky.SolveLower(factor, n, rest);
        return (Cholesky.Dot(towards, rest), Cholesky.Dot(towards, towards));
    }

    /// <summary>What the process leaves open at a point.</summary>
    private Leftover Of(int index)
    {
        if (_leftovers[index] is { } leftover)
        {
            return leftover;
        }

        var (at, half) = known(_places[index]);
        var covariances = new double[index + 1];
        covariances.AsSpan().Fill(double.NaN);
        return _leftovers[index] = new Leftover(points[index].Value - mean - at, half, covariances);
    }

    /// <summary>Covariance of what the process leaves open at two points, the later one first, as a share of the signal's variance.</summary>
    private double Covariance(int later, int index)
    {
        var (one, other) = (Of(later), Of(index));
        if (double.IsNaN(one.Covariances[index]))
        {
            one.Covariances[index] = kernel.Of(_places[later], _places[index]) - Cholesky.Dot(one.Half, other.Half) + (later == index ? (noise * points[index].Noise) + 1e-9 : 0);
        }

        return one.Covariances[index];
    }

    /// <summary>Which are nearest, the nearest first; returns how many.</summary>
    private int Find(double[] place, Span<int> nearest)
    {
        Span<double> distances = stackalloc double[Used];
        Span<double> all = stackalloc double[_places.Count];
        kernel.Distances(_places, place, all);
        var count = 0;
        for (var index = 0; index < _places.Count; index++)
        {
            var distance = all[index];
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

    /// <param name="Rest">The value above what the process expects.</param>
    /// <param name="Half">What the process knows there.</param>
    /// <param name="Covariances">Covariance with each earlier point and itself (<see cref="Covariance"/>); NaN until it is needed.</param>
    private sealed record Leftover(double Rest, double[] Half, double[] Covariances);
}
