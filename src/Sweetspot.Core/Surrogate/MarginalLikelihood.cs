namespace Sweetspot.Core;

/// <summary>How likely values of points are under a Gaussian process of given settings. Distances are reckoned once. Not thread-safe.</summary>
internal sealed class MarginalLikelihood
{
    private readonly double[] _values;
    private readonly IReadOnlyList<double> _noise;
    private readonly double[][] _apart; // [groups][pairs]: squared distance
    private readonly double[] _effects; // [pairs]: main effects
    private readonly double[] _others; // [pairs]: weighed distance by all groups but the one that varies
    private int _varying;
    private readonly double[] _factor;
    private readonly double[] _half;

    public MarginalLikelihood(IReadOnlyList<double[]> points, double[] values, IReadOnlyList<double> noise, IReadOnlyList<int> groups, int groupCount)
    {
        var n = points.Count;
        (_values, _noise, _factor, _half) = (values, noise, new double[n * n], new double[n]);
        _apart = [.. Enumerable.Range(0, groupCount).Select(_ => new double[n * (n - 1) / 2])];
        (_effects, _others) = (new double[n * (n - 1) / 2], new double[n * (n - 1) / 2]);
        var seen = groups.Count(group => group >= 0);
        var pair = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++, pair++)
            {
                for (var coordinate = 0; coordinate < groups.Count; coordinate++)
                {
                    if (groups[coordinate] < 0)
                    {
                        continue;
                    }

                    var apart = GaussianKernel.SquaredApart(points[i][coordinate], points[j][coordinate]);
                    _apart[groups[coordinate]][pair] += apart;
                    _effects[pair] += GaussianKernel.Effect(apart) / seen;
                }
            }
        }
    }

    /// <summary>Begins a search along one setting: until the next call, only that one will be another than in these. Comes before <see cref="Of"/>.</summary>
    public void Vary(double[] settings, int varying)
    {
        _varying = varying;
        for (var pair = 0; pair < _others.Length; pair++)
        {
            _others[pair] = 0;
            for (var group = 0; group < _apart.Length; group++)
            {
                _others[pair] += group == varying ? 0 : settings[group] * _apart[group][pair];
            }
        }
    }

    /// <summary>Logarithm of the likelihood, up to a constant, with the signal's variance that makes it largest.</summary>
    /// <param name="settings">A weight for each group, the share of main effects, then the noise.</param>
    public double Of(double[] settings)
    {
        var n = _values.Length;
        var pair = 0;
        var (weight, apart) = _varying < _apart.Length ? (settings[_varying], _apart[_varying]) : (0, _others);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++, pair++)
            {
                _factor[(i * n) + j] = ((1 - settings[^2]) * Math.Exp(-_others[pair] - (weight * apart[pair]))) + (settings[^2] * _effects[pair]);
            }

            _factor[(i * n) + i] = 1 + (settings[^1] * _noise[i]) + 1e-9;
        }

        Cholesky.Factorize(_factor, n);
        _values.CopyTo(_half, 0);
        Cholesky.SolveLower(_factor, n, _half);
        var likelihood = -0.5 * n * Math.Log(Math.Max(Cholesky.Dot(_half, _half) / n, 1e-12));
        for (var i = 0; i < n; i++)
        {
            likelihood -= Math.Log(_factor[(i * n) + i]);
        }

        return likelihood;
    }
}
