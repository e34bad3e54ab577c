namespace Sweetspot.Core;

/// <summary>What a fit of a <see cref="GaussianProcess"/> chooses from.</summary>
/// <param name="Shares">Shares of main effects in the signal.</param>
/// <param name="Noises">Variances of the noise relative to the signal's.</param>
internal sealed record FitLevels(IReadOnlyList<double> Shares, IReadOnlyList<double> Noises)
{
    /// <summary>To estimate what was measured, and its noise: the noise is never nothing, and no form is assumed.</summary>
    public static FitLevels Measurement { get; } = new([0], [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]);

    /// <summary>To predict what was not tried, from few values; costs are often exact: with noise one just like another would seem to have a chance of being cheaper.</summary>
    public static FitLevels Search { get; } = new([0.3, 0.6, 0.9], [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]);

    /// <summary>The same without main effects.</summary>
    public static FitLevels SearchWhole { get; } = Search with { Shares = [0] };
}
