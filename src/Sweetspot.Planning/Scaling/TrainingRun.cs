namespace Sweetspot.Planning;

/// <summary>One finished training, as laws see it.</summary>
/// <param name="Parameters">Parameters, by one counting rule for all runs; above 0.</param>
/// <param name="Tokens">Tokens (or examples) seen in training; above 0.</param>
/// <param name="Loss">Final loss; above 0, the same metric for all runs.</param>
/// <param name="Flops">Training FLOPs as the user counted them; null where they were not given.</param>
/// <param name="UniqueTokens">Distinct tokens among those seen; null where they were not given.</param>
public readonly record struct TrainingRun(double Parameters, double Tokens, double Loss, double? Flops = null, double? UniqueTokens = null)
{
    /// <summary>The FLOPs given, or 6 × parameters × tokens.</summary>
    public double Compute => Flops ?? ScalingLaw.FlopsPerParameterToken * Parameters * Tokens;
}
