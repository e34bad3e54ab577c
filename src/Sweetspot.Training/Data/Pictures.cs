using SkiaSharp;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Decodes PNG, JPEG, BMP and WebP files. What is transparent is laid on white.</summary>
internal static class Pictures
{
    private const int MostReported = 20;
    private const int Channels = 3;

    /// <summary>Sizes of the pictures whose header can be read, without decoding them.</summary>
    public static IReadOnlyList<(int Height, int Width)> Sizes(IEnumerable<string> files)
    {
        var sizes = new List<(int, int)>();
        foreach (var file in files)
        {
            using var codec = SKCodec.Create(file);
            if (codec is not null)
            {
                sizes.Add((codec.Info.Height, codec.Info.Width));
            }
        }

        return sizes;
    }

    /// <summary>Decodes all pictures as red, green and blue, resized where their size differs.</summary>
    /// <exception cref="UserInputException">Some cannot be decoded to their last line.</exception>
    public static ImageStack Decode(IReadOnlyList<string> files, int height, int width)
    {
        var shape = new InputShape(Channels, height, width);
        var pixels = new byte[checked(files.Count * shape.Size)];
        var problems = new List<string>();
        for (var i = 0; i < files.Count; i++)
        {
            if (DecodeOne(files[i], shape, pixels.AsSpan(i * shape.Size, shape.Size)) is { } problem)
            {
                problems.Add(problem);
            }
        }

        ThrowIfAny(problems);
        return new ImageStack(shape, pixels);
    }

    private static string? DecodeOne(string file, InputShape shape, Span<byte> target)
    {
        using var codec = SKCodec.Create(file);
        if (codec is null)
        {
            return $"{file}: not a PNG, JPEG, BMP or WebP picture, or damaged; replace or remove it.";
        }

        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            return $"{file}: the picture is damaged or cut off ({result}); replace or remove it.";
        }

        if (info.Height == shape.Height && info.Width == shape.Width)
        {
            Copy(bitmap, shape, target);
            return null;
        }

        using var resized = new SKBitmap(info.WithSize(shape.Width, shape.Height));
        if (!bitmap.ScalePixels(resized, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)))
        {
            return $"{file}: a picture of {info.Height} × {info.Width} pixels cannot be resized.";
        }

        Copy(resized, shape, target);
        return null;
    }

    private static void Copy(SKBitmap bitmap, InputShape shape, Span<byte> target)
    {
        var source = bitmap.GetPixelSpan();
        var area = shape.Height * shape.Width;
        for (var i = 0; i < area; i++)
        {
            var alpha = source[(4 * i) + Channels];
            for (var channel = 0; channel < Channels; channel++)
            {
                target[(channel * area) + i] = (byte)(((source[(4 * i) + channel] * alpha) + (255 * (255 - alpha)) + 127) / 255);
            }
        }
    }

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            var more = problems.Count > MostReported ? [$"{Counted.Of(problems.Count - MostReported, "more picture is", "more pictures are")} damaged."] : Array.Empty<string>();
            throw new UserInputException([.. problems.Take(MostReported), .. more]);
        }
    }
}
