namespace Sweetspot.Planning;

/// <summary>Solves small symmetric systems in place.</summary>
internal static class SmallMatrix
{
    /// <summary>Solves M x = b for a positive definite M [n × n, row by row]; M is destroyed and b becomes x. False where M is not positive definite.</summary>
    public static bool TrySolve(Span<double> matrix, Span<double> right)
    {
        var n = right.Length;
        if (!TryFactor(matrix, n))
        {
            return false;
        }

        for (var row = 0; row < n; row++)
        {
            var sum = right[row];
            for (var column = 0; column < row; column++)
            {
                sum -= matrix[(row * n) + column] * right[column];
            }

            right[row] = sum / matrix[(row * n) + row];
        }

        for (var row = n - 1; row >= 0; row--)
        {
            var sum = right[row];
            for (var column = row + 1; column < n; column++)
            {
                sum -= matrix[(column * n) + row] * right[column];
            }

            right[row] = sum / matrix[(row * n) + row];
        }

        return true;
    }

    /// <summary>Cholesky's factor, in the lower half.</summary>
    private static bool TryFactor(Span<double> matrix, int n)
    {
        for (var column = 0; column < n; column++)
        {
            var diagonal = matrix[(column * n) + column];
            for (var k = 0; k < column; k++)
            {
                diagonal -= matrix[(column * n) + k] * matrix[(column * n) + k];
            }

            if (!(diagonal > 0) || !double.IsFinite(diagonal))
            {
                return false;
            }

            diagonal = Math.Sqrt(diagonal);
            matrix[(column * n) + column] = diagonal;
            for (var row = column + 1; row < n; row++)
            {
                var sum = matrix[(row * n) + column];
                for (var k = 0; k < column; k++)
                {
                    sum -= matrix[(row * n) + k] * matrix[(column * n) + k];
                }

                matrix[(row * n) + column] = sum / diagonal;
            }
        }

        return true;
    }
}
