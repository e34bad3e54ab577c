using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Examples as numbers, [rows × features] row-major; images as [rows × channels × height × width].</summary>
public sealed class EncodedData
{
    /// <summary>Shape of one example; equal for every set of fit rows.</summary>
    public required InputShape Input { get; init; }

    /// <summary>Encoded numbers of a table, [rows × Input.Size]; empty for images.</summary>
    public float[] Features { get; init; } = [];

    /// <summary>Bytes of images, [rows × channels × height × width]; empty for tables. Normalise as (pixel − mean) / deviation.</summary>
    public byte[] Pixels { get; init; } = [];

    /// <summary>Mean of each channel over the fit rows, in pixel values; ignored where <see cref="NormalizePerImage"/>.</summary>
    public float[] ChannelMeans { get; init; } = [];

    /// <summary>Standard deviation of each channel over the fit rows.</summary>
    public float[] ChannelDeviations { get; init; } = [];

    /// <summary>Whether each image is normalised by its own mean and deviation (pictures under changing light).</summary>
    public bool NormalizePerImage { get; init; }

    /// <summary>How the encoder was fitted, as JSON: enough to encode new rows for <c>predict</c>.</summary>
    public required string EncoderJson { get; init; }

    /// <summary>Examples held.</summary>
    public int Count => Math.Max(Features.Length, Pixels.Length) / Input.Size;

    /// <summary>The numbers that an exported model takes: raw pixel values for images, else the encoded numbers; [rows × Input.Size].</summary>
    public float[] Raw => Pixels.Length > 0 ? [.. Pixels.Select(pixel => (float)pixel)] : Features;

    /// <summary>Some of the examples.</summary>
    /// <param name="rows">Zero-based rows.</param>
    public EncodedData Rows(IReadOnlyCollection<int> rows) => new()
    {
        Input = Input,
        Features = Features.Length == 0 ? [] : [.. rows.SelectMany(row => new ArraySegment<float>(Features, row * Input.Size, Input.Size))],
        Pixels = Pixels.Length == 0 ? [] : [.. rows.SelectMany(row => new ArraySegment<byte>(Pixels, row * Input.Size, Input.Size))],
        ChannelMeans = ChannelMeans,
        ChannelDeviations = ChannelDeviations,
        NormalizePerImage = NormalizePerImage,
        EncoderJson = EncoderJson,
    };
}
