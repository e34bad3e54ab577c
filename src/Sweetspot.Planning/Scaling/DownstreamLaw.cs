using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Error of tasks by the loss of the language model: err = ε - k exp(-γ L) (Gadre et al. 2024, arXiv:2403.08540, eq. 5).</summary>
/// <param name="Ceiling">ε: error where the loss is large, that of guessing.</param>
/// <param name="Scale">k.</param>
/// <param name="Rate">γ.</param>
public sealed record DownstreamLaw(double Ceiling, double Scale, double Rate)
{
    /// <summary>Expected error.</summary>
    public double Error(double loss) => Ceiling - (Scale * Math.Exp(-Rate * loss));

    /// <summary>Least squares on the error; linear in two constants for a given rate.</summary>
    /// <param name="runs">Loss and mean error of each run.</param>
    /// <exception cref="UserInputException">There are fewer than four runs.</exception>
    public static DownstreamLaw Fit(IReadOnlyCollection<(double Loss, double Error)> runs)
    {
        if (runs.Count < 4)
        {
            throw new UserInputException($"{runs.Count} runs with an error: the law of errors has three constants and needs at least 4.");
        }

        var errors = runs.Select(run => run.Error).ToArray();
        var centre = runs.Average(run => run.Loss);
        var rate = Math.Exp(MinimumSearch.Find(at => Residual(Math.Exp(at)), Math.Log(0.01), Math.Log(20)));
        var constants = LinearFit.Solve(Columns(rate), errors) ?? [errors.Average(), 0];
        return new DownstreamLaw(constants[0], -constants[1] * Math.Exp(rate * centre), rate);

        double[][] Columns(double at) => [[.. runs.Select(_ => 1.0)], [.. runs.Select(run => Math.Exp(-at * (run.Loss - centre)))]];

        double Residual(double at)
        {
            var columns = Columns(at);
            return LinearFit.Solve(columns, errors) is { } found
                ? errors.Select((error, run) => Math.Pow(error - found[0] - (found[1] * columns[1][run]), 2)).Sum()
                : double.PositiveInfinity;
        }
    }
}
