using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Whether pictures differ by light rather than by what they show.</summary>
/// <remarks>
/// True for colour photographs (at most a tenth of their pixels are pure black or pure white; drawings and cut-outs have a flat ground)
/// whose mean brightness varies so that it makes up at least a quarter of the variance of all pixels. Such images are normalised one by one.
/// </remarks>
internal sealed record Light(double ShareBetween, double FlatShare, bool IsColour)
{
    private const double LeastShare = 0.25;
    private const double MostFlat = 0.1;

    public bool Changes => IsColour && FlatShare <= MostFlat && ShareBetween >= LeastShare;

    public string Note => string.Create(
        CultureInfo.InvariantCulture,
        $"Brightness changes from picture to picture ({ShareBetween:P0} of the variance of pixels): each picture is normalised by its own mean and deviation.");

    /// <summary>Measures pictures, [pictures × channels × height × width].</summary>
    public static Light Of(ReadOnlySpan<byte> pixels, InputShape shape)
    {
        double sum = 0, squares = 0, meanSquares = 0;
        long flat = 0;
        for (var start = 0; start < pixels.Length; start += shape.Size)
        {
            long within = 0, squaresWithin = 0;
            foreach (int pixel in pixels.Slice(start, shape.Size))
            {
                within += pixel;
                squaresWithin += pixel * pixel;
                flat += pixel is 0 or 255 ? 1 : 0;
            }

            sum += within;
            squares += squaresWithin;
            meanSquares += (double)within / shape.Size * within;
        }

        var mean = sum / pixels.Length;
        var total = (squares / pixels.Length) - (mean * mean);
        var between = (meanSquares / pixels.Length) - (mean * mean);
        return new Light(total > 0 ? between / total : 0, (double)flat / pixels.Length, shape.Channels == 3);
    }
}
