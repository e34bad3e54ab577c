using System.Runtime.Intrinsics;

namespace Sweetspot.Planning;

/// <summary>
/// The objective of Hoffmann et al. (2022), §3.3: the sum over runs of Huber_δ(ln L̂ - ln L) with ln L̂ = logsumexp(a - α ln N, b - β ln D, e), divided by δ².
/// </summary>
/// <remarks>
/// ln N, ln D and ln L are centred, so that neither units nor the scale of the loss move the search. Flat arrays, no allocation, four runs at a time.
/// The point is (a, b, e, α, β). Buffers are reused between resamples: not thread-safe.
/// </remarks>
internal sealed class HuberObjective
{
    /// <summary>Constants of the law.</summary>
    public const int Dimension = 5;

    private readonly double _delta;
    private readonly double[] _size;
    private readonly double[] _data;
    private readonly double[] _loss;
    private readonly double[] _weight;
    private int _count;

    /// <summary>Makes room for <paramref name="capacity"/> runs.</summary>
    public HuberObjective(int capacity, double delta)
    {
        var padded = (capacity + 3) & ~3;
        (_size, _data, _loss, _weight) = (new double[padded], new double[padded], new double[padded], new double[padded]);
        _delta = delta;
    }

    /// <summary>Takes runs, given by their centred logarithms; those of weight 0 are left out.</summary>
    public void Load(ReadOnlySpan<double> size, ReadOnlySpan<double> data, ReadOnlySpan<double> loss, ReadOnlySpan<double> weight)
    {
        var count = 0;
        for (var run = 0; run < size.Length; run++)
        {
            if (weight[run] != 0)
            {
                (_size[count], _data[count], _loss[count], _weight[count]) = (size[run], data[run], loss[run], weight[run]);
                count++;
            }
        }

        _count = count;
        for (var rest = count; (rest & 3) != 0; rest++)
        {
            (_size[rest], _data[rest], _loss[rest], _weight[rest]) = (0, 0, 0, 0);
        }
    }

    /// <summary>Value at a point, and its gradient.</summary>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var (a, b, e) = (Vector256.Create(point[0]), Vector256.Create(point[1]), Vector256.Create(point[2]));
        var (alpha, beta) = (Vector256.Create(point[3]), Vector256.Create(point[4]));
        var (high, low) = (Vector256.Create(_delta), Vector256.Create(-_delta));
        var half = Vector256.Create(0.5);
        Vector256<double> value = default, ga = default, gb = default, ge = default, galpha = default, gbeta = default;
        for (var run = 0; run < _count; run += 4)
        {
            var size = Vector256.LoadUnsafe(ref _size[0], (nuint)run);
            var data = Vector256.LoadUnsafe(ref _data[0], (nuint)run);
            var u = a - (alpha * size);
            var v = b - (beta * data);
            var top = Vector256.Max(Vector256.Max(u, v), e);
            var pu = Vector256.Exp(u - top);
            var pv = Vector256.Exp(v - top);
            var pe = Vector256.Exp(e - top);
            var sum = pu + pv + pe;
            var residual = top + Vector256.Log(sum) - Vector256.LoadUnsafe(ref _loss[0], (nuint)run);
            var clamped = Vector256.Min(Vector256.Max(residual, low), high);
            var weight = Vector256.LoadUnsafe(ref _weight[0], (nuint)run);
            var slope = weight * clamped;
            value += slope * (residual - (half * clamped));
            var share = slope / sum;
            var su = share * pu;
            var sv = share * pv;
            ga += su;
            gb += sv;
            ge += share * pe;
            galpha -= su * size;
            gbeta -= sv * data;
        }

        var scale = 1 / (_delta * _delta);
        gradient[0] = Vector256.Sum(ga) * scale;
        gradient[1] = Vector256.Sum(gb) * scale;
        gradient[2] = Vector256.Sum(ge) * scale;
        gradient[3] = Vector256.Sum(galpha) * scale;
        gradient[4] = Vector256.Sum(gbeta) * scale;
        return Vector256.Sum(value) * scale;
    }

    /// <summary>The matrix of second derivatives, row by row; that of Huber's function is 0 beyond δ.</summary>
    public void Hessian(ReadOnlySpan<double> point, Span<double> hessian)
    {
        hessian.Clear();
        Span<double> slope = stackalloc double[Dimension];
        for (var run = 0; run < _count; run++)
        {
            var (size, data, weight) = (_size[run], _data[run], _weight[run]);
            var (u, v, e) = (point[0] - (point[3] * size), point[1] - (point[4] * data), point[2]);
            var top = Math.Max(Math.Max(u, v), e);
            var (pu, pv, pe) = (Math.Exp(u - top), Math.Exp(v - top), Math.Exp(e - top));
            var sum = pu + pv + pe;
            (pu, pv, pe) = (pu / sum, pv / sum, pe / sum);
            var residual = top + Math.Log(sum) - _loss[run];
            var first = weight * Math.Clamp(residual, -_delta, _delta);
            var outer = (Math.Abs(residual) < _delta ? weight : 0) - first;
            (slope[0], slope[1], slope[2], slope[3], slope[4]) = (pu, pv, pe, -pu * size, -pv * data);
            for (var row = 0; row < Dimension; row++)
            {
                for (var column = 0; column <= row; column++)
                {
                    hessian[(row * Dimension) + column] += outer * slope[row] * slope[column];
                }
            }

            hessian[0] += first * pu;
            hessian[6] += first * pv;
            hessian[12] += first * pe;
            hessian[15] -= first * pu * size;
            hessian[18] += first * pu * size * size;
            hessian[21] -= first * pv * data;
            hessian[24] += first * pv * data * data;
        }

        var scale = 1 / (_delta * _delta);
        for (var row = 0; row < Dimension; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                hessian[(column * Dimension) + row] = hessian[(row * Dimension) + column] *= scale;
            }
        }
    }
}
