namespace Sweetspot.Planning;

/// <summary>The five constants by least squares on the loss itself, by variable projection: for given exponents the rest is linear (Golub and Pereyra 1973).</summary>
/// <remarks>A second method to compare with. Unlike Huber's loss on logarithms, a few high losses rule it.</remarks>
public static class LeastSquaresFit
{
    /// <summary>The law and its residual sum of squares. Constants below 0 are held at 0.</summary>
    public static (ScalingLaw Law, double ResidualSumOfSquares) Fit(IReadOnlyCollection<TrainingRun> runs)
    {
        var sorted = runs.OrderBy(run => run.Parameters).ThenBy(run => run.Tokens).ThenBy(run => run.Loss).ToArray();
        var problem = new Problem(sorted);
        double[] grid = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5];
        var start = (from alpha in grid from beta in grid select (alpha, beta)).MinBy(pair => problem.Solve(pair.alpha, pair.beta, out _));
        var point = NelderMead.Minimize(
            at => problem.Solve(Math.Exp(at[0]), Math.Exp(at[1]), out _), [Math.Log(start.alpha), Math.Log(start.beta)], 0.2);
        var (bestAlpha, bestBeta) = (Math.Exp(point[0]), Math.Exp(point[1]));
        var sum = problem.Solve(bestAlpha, bestBeta, out var constants);
        return (problem.LawOf(constants, bestAlpha, bestBeta), sum);
    }

    private sealed class Problem
    {
        private readonly double[] _size;
        private readonly double[] _data;
        private readonly double[] _loss;
        private readonly double _meanSize;
        private readonly double _meanData;
        private readonly double[] _sizeTerm;
        private readonly double[] _dataTerm;
        private readonly double[] _ones;

        public Problem(TrainingRun[] runs)
        {
            (_meanSize, _meanData) = (runs.Average(run => Math.Log(run.Parameters)), runs.Average(run => Math.Log(run.Tokens)));
            _size = [.. runs.Select(run => Math.Log(run.Parameters) - _meanSize)];
            _data = [.. runs.Select(run => Math.Log(run.Tokens) - _meanData)];
            _loss = [.. runs.Select(run => run.Loss)];
            (_sizeTerm, _dataTerm, _ones) = (new double[runs.Length], new double[runs.Length], [.. Enumerable.Repeat(1.0, runs.Length)]);
        }

        public double Solve(double alpha, double beta, out double[] constants)
        {
            for (var run = 0; run < _loss.Length; run++)
            {
                _sizeTerm[run] = Math.Exp(-alpha * _size[run]);
                _dataTerm[run] = Math.Exp(-beta * _data[run]);
            }

            constants = LinearFit.NonNegative([_ones, _sizeTerm, _dataTerm], _loss, out var sum);
            return sum;
        }

        public ScalingLaw LawOf(double[] constants, double alpha, double beta) => new(
            constants[0], constants[1] * Math.Exp(alpha * _meanSize), constants[2] * Math.Exp(beta * _meanData), alpha, beta);
    }
}
