namespace Sweetspot.Planning;

/// <summary>A normalisation's weights.</summary>
/// <param name="HasScale">Whether it has a factor for each number; OLMo's first version has none.</param>
/// <param name="HasBias">Whether it also adds one.</param>
public readonly record struct NormShape(bool HasScale, bool HasBias)
{
    /// <summary>Layer normalisation with scale and bias.</summary>
    public static readonly NormShape Layer = new(true, true);

    /// <summary>Root mean square normalisation, or another one with scales only.</summary>
    public static readonly NormShape Scale = new(true, false);

    /// <summary>Numbers of a norm over <paramref name="width"/> numbers.</summary>
    public long Numbers(long width) => (HasScale ? width : 0) + (HasBias ? width : 0);
}
