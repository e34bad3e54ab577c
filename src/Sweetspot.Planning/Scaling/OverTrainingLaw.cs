namespace Sweetspot.Planning;

/// <summary>Loss by size and tokens for each parameter, M: L = E + a N^-h + b (√6 M N)^-h (Gadre et al. 2024, arXiv:2403.08540, eq. 4).</summary>
/// <param name="E">Floor.</param>
/// <param name="SizeScale">a.</param>
/// <param name="DataScale">b.</param>
/// <param name="Exponent">h.</param>
public sealed record OverTrainingLaw(double E, double SizeScale, double DataScale, double Exponent)
{
    private static readonly double s_root = Math.Sqrt(6);

    /// <summary>Expected loss.</summary>
    public double Loss(double parameters, double tokensPerParameter) =>
        E + (SizeScale * Math.Pow(parameters, -Exponent)) + (DataScale * Math.Pow(s_root * tokensPerParameter * parameters, -Exponent));

    /// <summary>Least squares on the loss; linear in three constants for a given exponent.</summary>
    public static OverTrainingLaw Fit(IReadOnlyCollection<TrainingRun> runs)
    {
        var losses = runs.Select(run => run.Loss).ToArray();
        var exponent = MinimumSearch.Find(
            at =>
            {
                LinearFit.NonNegative(Columns(runs, at), losses, out var sum);
                return sum;
            },
            0.02,
            1.5);
        var constants = LinearFit.NonNegative(Columns(runs, exponent), losses, out _);
        var scale = Math.Exp(exponent * Centre(runs));
        return new OverTrainingLaw(constants[0], constants[1] * scale, constants[2] * scale, exponent);
    }

    private static double Centre(IEnumerable<TrainingRun> runs) => runs.Average(run => Math.Log(run.Parameters));

    private static double[][] Columns(IReadOnlyCollection<TrainingRun> runs, double exponent)
    {
        var centre = Centre(runs);
        return
        [
            [.. runs.Select(_ => 1.0)],
            [.. runs.Select(run => Math.Exp(-exponent * (Math.Log(run.Parameters) - centre)))],
            [.. runs.Select(run => Math.Exp(-exponent * (Math.Log(s_root * run.Tokens) - centre)))],
        ];
    }
}
