using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How images become numbers: resized to the data's size, scaled down to the model's, then (pixel − mean) / deviation.</summary>
/// <param name="Input">Channels, height and width of the data's images.</param>
/// <param name="ChannelMeans">Mean of each channel over the fit rows, in pixel values.</param>
/// <param name="ChannelDeviations">Standard deviation of each channel.</param>
/// <param name="NormalizePerImage">Whether each image is normalised by its own mean and deviation instead.</param>
internal sealed record EncodedImage(InputShape Input, float[] ChannelMeans, float[] ChannelDeviations, bool NormalizePerImage)
{
    /// <summary>Size to which images of <see cref="Input"/> are scaled down before they are normalised; null: none.</summary>
    public InputShape? Scaled { get; init; }

    /// <summary>Column of a table that names the image files; null where images come otherwise.</summary>
    public string? Column { get; init; }

    /// <summary>Images of <see cref="Input"/> as the model takes them.</summary>
    public byte[] Scale(byte[] pixels) => Scaled is { } size ? ImageScaling.Shrink(pixels, Input, size) : pixels;
}
