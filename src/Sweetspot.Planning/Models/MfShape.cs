namespace Sweetspot.Planning;

/// <summary>Matrix factorisation with biases: mean + user's bias + item's bias + inner product of their factors (Koren, Bell, Volinsky 2009, doi 10.1109/MC.2009.263, eq. 4).</summary>
/// <remarks>Without factors it is the bias model, the reference that other models of ratings must beat.</remarks>
public sealed record MfShape : RatingShape
{
    /// <inheritdoc/>
    public override string Family => "mf";

    /// <inheritdoc/>
    public override string Describe() => Factors == 0 ? "bias model" : $"mf {Factors}{Shrinkage}";
}
