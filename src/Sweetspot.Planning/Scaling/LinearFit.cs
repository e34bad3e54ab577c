namespace Sweetspot.Planning;

/// <summary>Least squares of a few columns.</summary>
internal static class LinearFit
{
    /// <summary>Coefficients of least squares; null where the columns depend on each other.</summary>
    public static double[]? Solve(IReadOnlyList<double[]> columns, ReadOnlySpan<double> target)
    {
        var n = columns.Count;
        var matrix = new double[n * n];
        var right = new double[n];
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                matrix[(row * n) + column] = matrix[(column * n) + row] = Dot(columns[row], columns[column]);
            }

            right[row] = Dot(columns[row], target);
        }

        return SmallMatrix.TrySolve(matrix, right) ? right : null;
    }

    /// <summary>Least squares with no coefficient below 0: the best over all choices of columns that are held at 0 (few columns only).</summary>
    public static double[] NonNegative(IReadOnlyList<double[]> columns, ReadOnlySpan<double> target, out double residualSum)
    {
        var best = new double[columns.Count];
        residualSum = Dot(target, target);
        for (var chosen = (1 << columns.Count) - 1; chosen > 0; chosen--)
        {
            var places = Enumerable.Range(0, columns.Count).Where(place => (chosen >> place & 1) == 1).ToArray();
            var part = Array.ConvertAll(places, place => columns[place]);
            if (Solve(part, target) is not { } found || found.Any(value => value < 0))
            {
                continue;
            }

            var sum = ResidualSum(part, found, target);
            if (sum < residualSum)
            {
                residualSum = sum;
                best = new double[columns.Count];
                for (var i = 0; i < places.Length; i++)
                {
                    best[places[i]] = found[i];
                }
            }

            if (places.Length == columns.Count)
            {
                break; // nothing is better than the unconstrained answer
            }
        }

        return best;
    }

    private static double ResidualSum(double[][] columns, double[] coefficients, ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (var row = 0; row < target.Length; row++)
        {
            var residual = target[row];
            for (var column = 0; column < columns.Length; column++)
            {
                residual -= coefficients[column] * columns[column][row];
            }

            sum += residual * residual;
        }

        return sum;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
