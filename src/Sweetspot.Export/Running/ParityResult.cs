namespace Sweetspot.Export;

/// <summary>How far an exported graph's answers are from the trained model's.</summary>
/// <param name="Rows">Examples compared.</param>
/// <param name="Greatest">Greatest difference, relative to the answer (<see cref="ModelAnswer.RelativeDifference"/>); NaN where an answer is not finite.</param>
public sealed record ParityResult(int Rows, double Greatest)
{
    /// <summary>The greatest difference that is accepted.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>The fewest examples that an export is compared on.</summary>
    public const int LeastRows = 32;

    /// <summary>Whether the graph may be offered.</summary>
    public bool Passes => Rows >= LeastRows && Greatest <= Tolerance;
}
