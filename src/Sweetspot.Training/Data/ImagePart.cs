using System.Collections.Concurrent;
using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Images kept as bytes, in each size that a model takes; only channel means and deviations are fitted.</summary>
/// <param name="shape">Channels, height and width.</param>
/// <param name="pixels">Training rows, then test rows.</param>
/// <param name="normalizePerImage">Whether light changes from picture to picture.</param>
/// <param name="column">Column of the table that names the files; null where the images come otherwise.</param>
internal sealed class ImagePart(InputShape shape, byte[] pixels, bool normalizePerImage, string? column = null)
{
    /// <summary>Resolutions kept at once.</summary>
    private const int MostKept = 3;

    private readonly ConcurrentDictionary<InputShape, byte[]> _scaled = [];

    /// <summary>Channels, height and width of the data's images.</summary>
    public InputShape Shape => shape;

    /// <summary>Whether each image is normalised by itself.</summary>
    public bool NormalizePerImage => normalizePerImage;

    /// <summary>All images in a size.</summary>
    /// <param name="fitRows">Rows that means and deviations are taken of.</param>
    /// <param name="size">Height and width; no side is longer than the data's.</param>
    public (byte[] Pixels, EncodedImage Encoder) Encode(ImmutableArray<int> fitRows, InputShape size)
    {
        if (_scaled.Count >= MostKept)
        {
            _scaled.Clear();
        }

        var wanted = new InputShape(size.Channels, size.Height, size.Width);
        var scaled = _scaled.GetOrAdd(wanted, to => ImageScaling.Shrink(pixels, shape, to));
        var (means, deviations) = ChannelStatistics(scaled, wanted, fitRows);
        return (scaled, new EncodedImage(shape, means, deviations, normalizePerImage) { Column = column, Scaled = wanted == shape ? null : wanted });
    }

    private static (float[] Means, float[] Deviations) ChannelStatistics(byte[] pixels, InputShape shape, ImmutableArray<int> rows)
    {
        var area = shape.Height * shape.Width;
        var means = new float[shape.Channels];
        var deviations = new float[shape.Channels];
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            long sum = 0, squares = 0;
            foreach (var row in rows)
            {
                foreach (int pixel in pixels.AsSpan((row * shape.Size) + (channel * area), area))
                {
                    sum += pixel;
                    squares += pixel * pixel;
                }
            }

            var count = Math.Max(1.0, (double)rows.Length * area);
            var mean = sum / count;
            means[channel] = (float)mean;
            deviations[channel] = (float)Math.Max(1, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
        }

        return (means, deviations);
    }
}
