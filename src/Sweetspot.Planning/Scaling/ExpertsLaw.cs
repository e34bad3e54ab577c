namespace Sweetspot.Planning;

/// <summary>Loss of mixtures of experts: log10 L = a log10 N + b log10 E + c log10 N log10 E + d (Clark et al. 2022, arXiv:2202.01169, eq. 1).</summary>
/// <param name="Size">a.</param>
/// <param name="Experts">b.</param>
/// <param name="Joint">c: how experts help larger models less.</param>
/// <param name="Offset">d.</param>
/// <remarks>N counts the parameters that one token meets; one expert is a dense model.</remarks>
public sealed record ExpertsLaw(double Size, double Experts, double Joint, double Offset)
{
    /// <summary>Expected loss.</summary>
    public double Loss(double parameters, double experts)
    {
        var (size, count) = (Math.Log10(parameters), Math.Log10(experts));
        return Math.Pow(10, (Size * size) + (Experts * count) + (Joint * size * count) + Offset);
    }

    /// <summary>Parameters of a dense model with the same expected loss (Clark et al. 2022, eq. 5).</summary>
    public double DenseEquivalent(double parameters, double experts) =>
        Math.Pow(10, (Math.Log10(Loss(parameters, experts)) - Offset) / Size);

    /// <summary>Least squares on log10 of the loss; null where sizes and experts do not vary independently.</summary>
    public static ExpertsLaw? Fit(IReadOnlyCollection<(double Parameters, double Experts, double Loss)> runs)
    {
        var centre = runs.Average(run => Math.Log10(run.Parameters));
        var size = runs.Select(run => Math.Log10(run.Parameters) - centre).ToArray();
        var count = runs.Select(run => Math.Log10(run.Experts)).ToArray();
        double[][] columns = [size, count, [.. size.Zip(count, (one, other) => one * other)], [.. size.Select(_ => 1.0)]];
        return LinearFit.Solve(columns, runs.Select(run => Math.Log10(run.Loss)).ToArray()) is { } found
            ? new ExpertsLaw(found[0], found[1] - (found[2] * centre), found[2], found[3] - (found[0] * centre))
            : null;
    }
}
