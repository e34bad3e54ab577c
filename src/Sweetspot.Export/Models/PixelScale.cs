using System.Collections.Immutable;

namespace Sweetspot.Export;

/// <summary>How pixels are normalised: (pixel − mean) / deviation.</summary>
/// <param name="Means">Mean of each channel in pixel values; unused where <paramref name="PerImage"/>.</param>
/// <param name="Deviations">Standard deviation of each channel; unused where <paramref name="PerImage"/>.</param>
/// <param name="PerImage">Whether each image is normalised by its own mean and deviation.</param>
public sealed record PixelScale(ImmutableArray<float> Means, ImmutableArray<float> Deviations, bool PerImage)
{
    /// <summary>Smallest deviation of a channel that is divided by.</summary>
    internal const float LeastChannelDeviation = 1e-3f;

    /// <summary>Smallest deviation of an image that is divided by.</summary>
    internal const float LeastImageDeviation = 1;
}
