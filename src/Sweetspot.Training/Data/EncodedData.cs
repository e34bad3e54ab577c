using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Examples as numbers, [rows × features] row-major; images as [rows × channels × height × width]; ids as [rows × ids].</summary>
public sealed class EncodedData
{
    /// <summary>Shape of one example; equal for every set of fit rows.</summary>
    public required InputShape Input { get; init; }

    /// <summary>Number of examples.</summary>
    public int Rows => Pixels.Length > 0 ? Pixels.Length / Input.Size : Features.Length > 0 ? Features.Length / Input.NumberCount : Ids.Length / Math.Max(1, Input.IdCount);

    /// <summary>Ids of tokens and categories, [rows × Input.IdCount], each from 0 and below its vocabulary or levels; empty where there are none.</summary>
    public int[] Ids { get; init; } = [];

    /// <summary>Weight of each id of a bag of n-grams, [vocabulary], 0 for padding; empty for other texts. Of several kinds of data: of each text in turn, 1 where it is no bag of n-grams.</summary>
    public float[] TokenWeights { get; init; } = [];

    /// <summary>Encoded numbers of a table, [rows × Input.Size]; of images, the numbers beside them, [rows × Input.Beside], or empty.</summary>
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

    /// <summary>Some of the examples.</summary>
    /// <param name="rows">Zero-based rows.</param>
    public EncodedData Take(IReadOnlyCollection<int> rows)
    {
        return new EncodedData
        {
            Input = Input,
            Ids = Some(Ids),
            Features = Some(Features),
            Pixels = Some(Pixels),
            ChannelMeans = ChannelMeans,
            ChannelDeviations = ChannelDeviations,
            NormalizePerImage = NormalizePerImage,
            EncoderJson = EncoderJson,
        };

        T[] Some<T>(T[] values)
        {
            var width = values.Length / Math.Max(1, Rows);
            var some = new T[rows.Count * width];
            foreach (var (index, row) in rows.Index())
            {
                values.AsSpan(row * width, width).CopyTo(some.AsSpan(index * width));
            }

            return some;
        }
    }
}
