namespace Sweetspot.Planning;

/// <summary>The size and the tokens that give the least loss for a budget.</summary>
/// <param name="Flops">The budget.</param>
/// <param name="Parameters">Best number of parameters.</param>
/// <param name="Tokens">Tokens to train it on.</param>
/// <param name="Loss">Loss that the law expects of it.</param>
public readonly record struct ComputeOptimum(double Flops, double Parameters, double Tokens, double Loss)
{
    /// <summary>Tokens for each parameter.</summary>
    public double TokensPerParameter => Tokens / Parameters;
}
