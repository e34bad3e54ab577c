using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Images of one shape.</summary>
/// <param name="Shape">Channels, height and width.</param>
/// <param name="Pixels">[images × channels × height × width].</param>
internal sealed record ImageStack(InputShape Shape, byte[] Pixels)
{
    public int Count => Pixels.Length / Shape.Size;

    /// <summary>Whether red, green and blue are equal everywhere.</summary>
    public bool IsGrey => Shape.Channels == 1 || Enumerable.Range(0, Count).All(IsGreyAt);

    /// <summary>Takes images N × H × W (grey) or N × H × W × C, C = 1 or 3.</summary>
    /// <exception cref="UserInputException">Another number of dimensions or channels, or no image.</exception>
    public static ImageStack From(IdxArray array, string name)
    {
        var sizes = array.Sizes;
        if (sizes.Length is not (3 or 4) || (sizes.Length == 4 && sizes[3] is not (1 or 3)))
        {
            throw new UserInputException(
                $"{name}: {string.Join(" × ", sizes)} are not images; images × height × width (grey) or × 3 (red, green, blue) is needed.");
        }

        if (array.Length == 0)
        {
            throw new UserInputException($"{name}: there are no images in it.");
        }

        var shape = new InputShape(sizes.Length == 4 ? sizes[3] : 1, sizes[1], sizes[2]);
        var pixels = array.IsBytes ? array.Bytes.ToArray() : Scaled(array.ToNumbers(), name);
        return new ImageStack(shape, shape.Channels == 1 ? pixels : ChannelsFirst(pixels, shape));
    }

    /// <summary>Luminance of colour images (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B).</summary>
    public ImageStack ToGrey()
    {
        if (Shape.Channels == 1)
        {
            return this;
        }

        var area = Shape.Height * Shape.Width;
        var grey = new byte[Count * area];
        for (var i = 0; i < grey.Length; i++)
        {
            var red = (i / area * Shape.Size) + (i % area);
            grey[i] = (byte)(((299 * Pixels[red]) + (587 * Pixels[red + area]) + (114 * Pixels[red + (2 * area)]) + 500) / 1000);
        }

        return new ImageStack(Shape with { Channels = 1 }, grey);
    }

    /// <summary>Some images, in the order given.</summary>
    public ImageStack Pick(IReadOnlyList<int> images)
    {
        if (images.Count == Count && images.Select((image, at) => image == at).All(same => same))
        {
            return this;
        }

        var picked = new byte[images.Count * Shape.Size];
        for (var at = 0; at < images.Count; at++)
        {
            Pixels.AsSpan(images[at] * Shape.Size, Shape.Size).CopyTo(picked.AsSpan(at * Shape.Size));
        }

        return this with { Pixels = picked };
    }

    private bool IsGreyAt(int image)
    {
        var area = Shape.Height * Shape.Width;
        var pixels = Pixels.AsSpan(image * Shape.Size, Shape.Size);
        return pixels[..area].SequenceEqual(pixels.Slice(area, area)) && pixels[..area].SequenceEqual(pixels[(2 * area)..]);
    }

    /// <summary>Numbers to bytes: 0 to 1 is taken as a fraction of 255, 0 to 255 as it is, anything else from its least to its greatest.</summary>
    private static byte[] Scaled(double[] numbers, string name)
    {
        if (!numbers.All(double.IsFinite))
        {
            throw new UserInputException($"{name}: a pixel is not a finite number.");
        }

        var (low, high) = (numbers.Min(), numbers.Max());
        var (origin, range) = high <= low ? (low, 255.0) : low >= 0 && high <= 1 ? (0.0, 1.0) : low >= 0 && high <= 255 ? (0.0, 255.0) : (low, high - low);
        return Array.ConvertAll(numbers, number => (byte)Math.Round((number - origin) / range * 255));
    }

    private static byte[] ChannelsFirst(byte[] pixels, InputShape shape)
    {
        var result = new byte[pixels.Length];
        var area = shape.Height * shape.Width;
        for (var start = 0; start < pixels.Length; start += shape.Size)
        {
            for (var i = 0; i < area; i++)
            {
                for (var channel = 0; channel < shape.Channels; channel++)
                {
                    result[start + (channel * area) + i] = pixels[start + (i * shape.Channels) + channel];
                }
            }
        }

        return result;
    }
}
