namespace Sweetspot.Planning;

/// <summary>A residual of a point.</summary>
internal delegate double ResidualFunction(ReadOnlySpan<double> point, int index);

/// <summary>Least squares of a few variables, with differences for slopes (Levenberg 1944, Marquardt 1963).</summary>
internal static class LevenbergMarquardt
{
    /// <summary>The lowest point found from a start; it ends after so many steps, or when one lowers the sum by no more than this share of it.</summary>
    public static double[] Minimize(ResidualFunction residual, int count, double[] start, int mostSteps = 100, double tolerance = 1e-14)
    {
        var n = start.Length;
        var (point, trial) = ((double[])start.Clone(), new double[n]);
        var (slopes, matrix, normal, step) = (new double[n], new double[n * n], new double[n * n], new double[n]);
        var gradient = new double[n];
        var value = Sum(residual, count, point);
        var damping = 1e-3;
        for (var iteration = 0; iteration < mostSteps && damping < 1e10; iteration++)
        {
            Linearize(residual, count, point, slopes, normal, gradient);
            normal.CopyTo(matrix, 0);
            for (var i = 0; i < n; i++)
            {
                matrix[(i * n) + i] += damping * (normal[(i * n) + i] + 1e-12);
                step[i] = -gradient[i];
            }

            if (!SmallMatrix.TrySolve(matrix, step))
            {
                damping *= 10;
                continue;
            }

            for (var i = 0; i < n; i++)
            {
                trial[i] = point[i] + Math.Clamp(step[i], -2, 2);
            }

            var reached = Sum(residual, count, trial);
            if (!(reached < value))
            {
                damping *= 10;
                continue;
            }

            var isDone = value - reached <= tolerance * value;
            (value, damping) = (reached, Math.Max(damping / 10, 1e-12));
            trial.CopyTo(point, 0);
            if (isDone)
            {
                break;
            }
        }

        return point;
    }

    private static void Linearize(ResidualFunction residual, int count, double[] point, double[] slopes, double[] normal, double[] gradient)
    {
        var n = point.Length;
        Array.Clear(normal);
        Array.Clear(gradient);
        for (var index = 0; index < count; index++)
        {
            var here = residual(point, index);
            for (var i = 0; i < n; i++)
            {
                var (old, distance) = (point[i], 1e-6 * Math.Max(1, Math.Abs(point[i])));
                point[i] = old + distance;
                var above = residual(point, index);
                point[i] = old - distance;
                slopes[i] = (above - residual(point, index)) / (2 * distance);
                point[i] = old;
            }

            for (var i = 0; i < n; i++)
            {
                gradient[i] += slopes[i] * here;
                for (var j = 0; j < n; j++)
                {
                    normal[(i * n) + j] += slopes[i] * slopes[j];
                }
            }
        }
    }

    private static double Sum(ResidualFunction residual, int count, double[] point)
    {
        double sum = 0;
        for (var index = 0; index < count; index++)
        {
            var value = residual(point, index);
            sum += value * value;
        }

        return double.IsFinite(sum) ? sum : double.MaxValue;
    }
}
