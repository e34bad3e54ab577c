using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Sweetspot.Cli;

/// <summary>A drawing of Sweetspot as a picture of pixels, on light ground.</summary>
/// <param name="Png">The file.</param>
/// <param name="Missing">Characters that no font of this machine has, and that are boxes in it.</param>
internal sealed record SvgPicture(byte[] Png, IReadOnlyCollection<string> Missing)
{
    /// <summary>Pixels for one unit of the drawing: sharp on a slide, and on screens with small pixels.</summary>
    private const int Scale = 2;

    /// <summary>Paints an SVG file that Sweetspot made.</summary>
    public static SvgPicture Of(string svg)
    {
        var drawing = XDocument.Parse(svg).Root!; // a document has a root
        var box = drawing.Attribute("viewBox")!.Value.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        using var fonts = new SvgFonts();
        using var bitmap = new SKBitmap((int)(box[2] * Scale), (int)(box[3] * Scale), isOpaque: true);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        var css = string.Concat(drawing.Elements().Where(element => element.Name.LocalName == "style").Select(element => element.Value));
        new SvgPainter(canvas, new SvgRules(css), fonts).Paint(drawing, []);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new SvgPicture(PngMark.Add(data.ToArray()), [.. fonts.Missing]);
    }
}
