using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Images of raw pixel values 0..255; the graph normalises them.</summary>
/// <param name="Shape">Channels, height and width.</param>
/// <param name="Means">Mean of each channel in pixel values; unused where <paramref name="PerImage"/>.</param>
/// <param name="Deviations">Standard deviation of each channel; unused where <paramref name="PerImage"/>.</param>
/// <param name="PerImage">Whether each image is normalised by its own mean and deviation.</param>
public sealed record ImageInput(InputShape Shape, ImmutableArray<float> Means, ImmutableArray<float> Deviations, bool PerImage) : ModelInput
{
    /// <summary>Smallest deviation of a channel that is divided by.</summary>
    internal const float LeastChannelDeviation = 1e-3f;

    /// <summary>Smallest deviation of an image that is divided by.</summary>
    internal const float LeastImageDeviation = 1;

    /// <inheritdoc/>
    public override string Name => "pixels";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [Shape.Channels, Shape.Height, Shape.Width];

    /// <inheritdoc/>
    public override string Preprocessing => PerImage
        ? "in the graph: (pixel − mean) / deviation of each image, deviation at least 1; give raw values 0..255"
        : FormattableString.Invariant(
            $"in the graph: (pixel − mean) / deviation by channel, means {string.Join(", ", Means)}, deviations {string.Join(", ", Deviations)}; give raw values 0..255");
}
