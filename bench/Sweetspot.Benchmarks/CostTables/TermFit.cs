using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>
/// Sets many positive constants at once by least squares on logarithms (<see cref="LogFit"/> does a few). A residual beyond the scale counts by its size instead of its
/// square; a constant of which no row speaks stays at its start.
/// </summary>
internal static class TermFit
{
    private const double Scale = 0.2;
    private const double Hold = 0.1;

    /// <summary>The set nearest to the measurements.</summary>
    /// <param name="constants">A set; what the terms name is replaced.</param>
    /// <param name="terms">What is fitted.</param>
    /// <param name="weights">Weights of the rows.</param>
    /// <param name="ratio">Predicted over measured of a row.</param>
    public static T Fit<T>(T constants, IReadOnlyList<Term<T>> terms, IReadOnlyList<double> weights, Func<T, int, double> ratio)
    {
        var start = terms.Select(term => Math.Log(term.Start)).ToArray();
        var (last, built) = (start.ToArray(), With(constants, terms, start));
        double Residual(ReadOnlySpan<double> point, int row)
        {
            if (row >= weights.Count)
            {
                return Hold * (point[row - weights.Count] - start[row - weights.Count]);
            }

            if (!point.SequenceEqual(last))
            {
                built = With(constants, terms, point);
                point.CopyTo(last);
            }

            var error = Math.Log(ratio(built, row)) / Scale;
            return Math.Sqrt(weights[row]) * Math.Sign(error) * Scale * Math.Sqrt(2 * (Math.Sqrt(1 + (error * error)) - 1));
        }

        return With(constants, terms, LevenbergMarquardt.Minimize(Residual, weights.Count + terms.Count, start));
    }

    private static T With<T>(T constants, IReadOnlyList<Term<T>> terms, ReadOnlySpan<double> logs)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            constants = terms[i].Set(constants, Math.Exp(logs[i]));
        }

        return constants;
    }
}
