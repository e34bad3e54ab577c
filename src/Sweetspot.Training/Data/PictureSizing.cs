using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Decodes pictures of any sizes to one: the most common, at most 64 pixels a side.</summary>
internal static class PictureSizing
{
    private const int MostPixels = 64;

    /// <summary>Decodes them; grey where all are.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="notes">Told where some are resized.</param>
    /// <exception cref="Sweetspot.Core.UserInputException">Some cannot be decoded.</exception>
    public static ImageStack Decode(IReadOnlyList<string> files, List<string> notes)
    {
        var sizes = Pictures.Sizes(files);
        var common = sizes.GroupBy(size => size).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => group.Key).FirstOrDefault((1, 1));
        var size = Reduced(common);
        var resized = sizes.Count(one => one != size);
        if (resized > 0)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"{resized:N0} of {Counted.Of(files.Count, "picture")} {Counted.Word(resized, "is", "are")} resized to {size.Height} × {size.Width} pixels{(size == common ? ", the most common size" : "")}."));
        }

        var stack = Pictures.Decode(files, size.Height, size.Width);
        return stack.IsGrey ? stack.ToGrey() : stack;
    }

    /// <summary>Decodes them to the shape that a model takes.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="shape">The shape; grey where it has one channel.</param>
    /// <param name="notes">Told where some are resized, or lose their colours.</param>
    /// <exception cref="Sweetspot.Core.UserInputException">Some cannot be decoded.</exception>
    public static ImageStack Decode(IReadOnlyList<string> files, InputShape shape, List<string> notes)
    {
        var resized = Pictures.Sizes(files).Count(size => size != (shape.Height, shape.Width));
        if (resized > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{resized:N0} of {Counted.Of(files.Count, "picture")} {Counted.Word(resized, "is", "are")} resized to {shape.Height} × {shape.Width} pixels, as the model takes them."));
        }

        var stack = Pictures.Decode(files, shape.Height, shape.Width);
        if (shape.Channels > 1)
        {
            return stack;
        }

        if (!stack.IsGrey)
        {
            notes.Add("Colour pictures are read as grey; the model was trained on grey ones.");
        }

        return stack.ToGrey();
    }

    /// <summary>At most 64 pixels a side, in the same proportion: enough to compare sizes of small networks.</summary>
    private static (int Height, int Width) Reduced((int Height, int Width) size)
    {
        var longest = Math.Max(size.Height, size.Width);
        return longest <= MostPixels
            ? size
            : (Math.Max(1, size.Height * MostPixels / longest), Math.Max(1, size.Width * MostPixels / longest));
    }
}
