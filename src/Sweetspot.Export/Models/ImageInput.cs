using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Images of raw pixel values 0..255; the graph normalises them.</summary>
/// <param name="Shape">Channels, height and width.</param>
/// <param name="Scale">How they are normalised.</param>
public sealed record ImageInput(InputShape Shape, PixelScale Scale) : GraphInput
{
    /// <summary>Its name.</summary>
    public const string InputName = "pixels";

    /// <inheritdoc/>
    public override string Name => InputName;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [Shape.Channels, Shape.Height, Shape.Width];

    /// <inheritdoc/>
    public override string Preprocessing => Scale.PerImage
        ? "in the graph: (pixel − mean) / deviation of each image, deviation at least 1; give raw values 0..255"
        : FormattableString.Invariant(
            $"in the graph: (pixel − mean) / deviation by channel, means {string.Join(", ", Scale.Means)}, deviations {string.Join(", ", Scale.Deviations)}; give raw values 0..255");
}
