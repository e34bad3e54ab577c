namespace Sweetspot.Planning;

/// <summary>Minimises a function of a few variables without derivatives (Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308).</summary>
internal static class NelderMead
{
    private const int MostRestarts = 6;

    /// <summary>The lowest point found from a start; begins anew from there until that gains nothing more.</summary>
    public static double[] Minimize(Func<double[], double> function, double[] start, double step)
    {
        var (point, value) = (start, Guarded(function, start));
        for (var restart = 0; restart < MostRestarts; restart++)
        {
            var (next, reached) = Descend(function, point, step);
            var gain = value - reached;
            (point, value) = reached <= value ? (next, reached) : (point, value);
            if (!(gain > 1e-13 * Math.Abs(value)))
            {
                break;
            }

            step /= 2;
        }

        return point;
    }

    private static double Guarded(Func<double[], double> function, double[] point) => function(point) is var value && double.IsNaN(value) ? double.MaxValue : value;

    private static (double[] Point, double Value) Descend(Func<double[], double> function, double[] start, double step)
    {
        var n = start.Length;
        var simplex = Enumerable.Range(0, n + 1).Select(corner =>
        {
            var point = (double[])start.Clone();
            if (corner > 0)
            {
                point[corner - 1] += step;
            }

            return (Point: point, Value: Guarded(function, point));
        }).ToArray();
        for (var iteration = 0; iteration < 400 * n; iteration++)
        {
            Array.Sort(simplex, (left, right) => left.Value.CompareTo(right.Value));
            if (simplex[n].Value - simplex[0].Value <= 1e-15 * Math.Abs(simplex[0].Value) && Width(simplex) < 1e-9)
            {
                break;
            }

            Step(function, simplex);
        }

        return simplex.MinBy(corner => corner.Value);
    }

    private static double Width((double[] Point, double Value)[] simplex) =>
        simplex.Skip(1).Max(corner => corner.Point.Zip(simplex[0].Point, (left, right) => Math.Abs(left - right)).Max());

    private static void Step(Func<double[], double> function, (double[] Point, double Value)[] simplex)
    {
        var n = simplex.Length - 1;
        var centre = Enumerable.Range(0, n).Select(axis => simplex.Take(n).Average(corner => corner.Point[axis])).ToArray();
        var worst = simplex[n];
        var reflected = At(1);
        if (reflected.Value < simplex[0].Value)
        {
            var further = At(2);
            simplex[n] = further.Value < reflected.Value ? further : reflected;
        }
        else if (reflected.Value < simplex[n - 1].Value)
        {
            simplex[n] = reflected;
        }
        else
        {
            var nearer = At(reflected.Value < worst.Value ? 0.5 : -0.5);
            if (nearer.Value < Math.Min(reflected.Value, worst.Value))
            {
                simplex[n] = nearer;
                return;
            }

            for (var corner = 1; corner <= n; corner++)
            {
                var shrunk = simplex[corner].Point.Zip(simplex[0].Point, (own, best) => (own + best) / 2).ToArray();
                simplex[corner] = (shrunk, Guarded(function, shrunk));
            }
        }

        (double[] Point, double Value) At(double distance)
        {
            var point = centre.Zip(worst.Point, (middle, corner) => middle + (distance * (middle - corner))).ToArray();
            return (point, Guarded(function, point));
        }
    }
}
