namespace Sweetspot.Planning;

/// <summary>The feed-forward part of one layer.</summary>
/// <param name="Units">Units between the two layers.</param>
/// <param name="IsGated">Whether a third matrix gates the units (SwiGLU, GeGLU).</param>
/// <param name="HasBias">Whether its linear layers have biases.</param>
public sealed record FeedForwardShape(int Units, bool IsGated, bool HasBias)
{
    /// <summary>Numbers in matrices.</summary>
    public long Matrices(long width) => (IsGated ? 3 : 2) * width * Units;

    /// <summary>Numbers in biases.</summary>
    public long Biases(long width) => HasBias ? ((IsGated ? 2L : 1L) * Units) + width : 0;
}
