using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Laws of resampled runs: how far the answer would move with other runs of the same kind (Efron 1979).</summary>
internal static class LawBootstrap
{
    /// <summary>From so many runs on, runs are drawn; below, their residuals, since a draw of few runs may lose the design.</summary>
    public const int LeastDrawn = 40;

    /// <summary>One law for each resample, from the answer's point on; the same for any number of cores.</summary>
    public static ImmutableArray<ScalingLaw> Run(CentredRuns runs, double[] answer, LawFitOptions options)
    {
        var laws = new ScalingLaw[options.Resamples];
        var residuals = Inflated(runs.Residuals(answer));
        Parallel.For(
            0,
            options.Resamples,
            () => new Buffers(runs.Size.Length, options.Delta),
            (resample, _, buffers) =>
            {
                var random = RandomStream.For(options.Seed, resample, "law bootstrap");
                if (runs.Size.Length >= LeastDrawn)
                {
                    DrawRuns(runs, random, buffers);
                }
                else
                {
                    DrawResiduals(runs, answer, residuals, random, buffers);
                }

                answer.CopyTo(buffers.Point.AsSpan());
                buffers.Minimizer.MinimizeFromNear(buffers.Point);
                laws[resample] = runs.LawOf(buffers.Point);
                return buffers;
            },
            _ => { });
        return [.. laws];
    }

    /// <summary>Residuals around their mean, made as wide as errors of new runs: a law that was fitted to runs lies nearer to them.</summary>
    public static double[] Inflated(double[] residuals)
    {
        var mean = residuals.Average();
        var factor = Math.Sqrt(residuals.Length / Math.Max(1.0, residuals.Length - HuberObjective.Dimension));
        return [.. residuals.Select(residual => (residual - mean) * factor)];
    }

    private static void DrawRuns(CentredRuns runs, RandomStream random, Buffers buffers)
    {
        do
        {
            buffers.Weights.AsSpan().Clear();
            for (var draw = 0; draw < runs.Size.Length; draw++)
            {
                buffers.Weights[random.Next(runs.Size.Length)]++;
            }
        }
        while (Distinct(runs.Size, buffers.Weights) < 3 || Distinct(runs.Data, buffers.Weights) < 3);
        buffers.Objective.Load(runs.Size, runs.Data, runs.Loss, buffers.Weights);
    }

    private static void DrawResiduals(CentredRuns runs, double[] answer, double[] residuals, RandomStream random, Buffers buffers)
    {
        for (var run = 0; run < residuals.Length; run++)
        {
            buffers.Losses[run] = runs.Predicted(answer, run) - residuals[random.Next(residuals.Length)];
            buffers.Weights[run] = 1;
        }

        buffers.Objective.Load(runs.Size, runs.Data, buffers.Losses, buffers.Weights);
    }

    private static int Distinct(double[] values, double[] weights)
    {
        var (count, first, second) = (0, 0.0, 0.0);
        for (var run = 0; run < values.Length && count < 3; run++)
        {
            if (weights[run] != 0 && (count == 0 || values[run] != first) && (count < 2 || values[run] != second))
            {
                (first, second) = count == 0 ? (values[run], second) : (first, values[run]);
                count++;
            }
        }

        return count;
    }

    private sealed class Buffers
    {
        public Buffers(int runs, double delta)
        {
            Objective = new HuberObjective(runs, delta);
            Minimizer = new HuberMinimizer(Objective);
            (Weights, Losses) = (new double[runs], new double[runs]);
        }

        public HuberObjective Objective { get; }

        public HuberMinimizer Minimizer { get; }

        public double[] Weights { get; }

        public double[] Losses { get; }

        public double[] Point { get; } = new double[HuberObjective.Dimension];
    }
}
