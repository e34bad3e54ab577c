namespace Sweetspot.Planning;

/// <summary>What the backward pass computes again instead of keeping it.</summary>
public enum Recompute
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The scores of attention (arXiv 2205.05198).</summary>
    Selective,

    /// <summary>Whole layers, from their inputs.</summary>
    Full,
}
