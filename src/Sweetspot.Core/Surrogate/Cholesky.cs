using System.Runtime.Intrinsics;

namespace Sweetspot.Core;

/// <summary>Cholesky factors of symmetric matrices: lower triangles, row-major.</summary>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle of an n × n matrix, which must be positive definite, by its factor.</summary>
    public static void Factorize(Span<double> matrix, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = matrix.Slice(i * n, i + 1);
            for (var j = 0; j <= i; j++)
            {
                var other = matrix.Slice(j * n, j + 1);
                var rest = row[j] - Dot(row[..j], other[..j]);
                row[j] = j < i ? rest / other[j] : Math.Sqrt(rest);
            }
        }
    }

    /// <summary>Solves L·x = b in place, L being the first rows and columns, as many as the vector has, of an n × n factor.</summary>
    public static void SolveLower(ReadOnlySpan<double> factor, int n, Span<double> vector)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            var row = factor.Slice(i * n, i + 1);
            vector[i] = (vector[i] - Dot(row[..i], vector[..i])) / row[i];
        }
    }

    /// <summary>Solves Lᵀ·x = b in place, for L as in <see cref="SolveLower"/>.</summary>
    public static void SolveUpper(ReadOnlySpan<double> factor, int n, Span<double> vector)
    {
        for (var i = vector.Length - 1; i >= 0; i--)
        {
            vector[i] /= factor[(i * n) + i];
            for (var j = 0; j < i; j++)
            {
                vector[j] -= factor[(i * n) + j] * vector[i];
            }
        }
    }

    /// <summary>Sum of products. In the order of a fixed number of lanes, so that it is the same on every machine.</summary>
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= one.Length - 8; i += 8)
        {
            low += Vector256.Create(one.Slice(i, 4)) * Vector256.Create(other.Slice(i, 4));
            high += Vector256.Create(one.Slice(i + 4, 4)) * Vector256.Create(other.Slice(i + 4, 4));
        }

        var sum = Vector256.Sum(low + high);
        for (; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
