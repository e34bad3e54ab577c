using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace Sweetspot.Cli;

/// <summary>Paints the SVG that Sweetspot itself writes: groups, paths, rectangles and lines of text, with the rules of its style element for light ground.</summary>
/// <remarks>Not a reader of any SVG: an element that it does not know is an error, so that no part of a drawing is lost unseen.</remarks>
internal sealed partial class SvgPainter(SKCanvas canvas, SvgRules rules, SvgFonts fonts)
{
    /// <summary>Paints an element and those within it.</summary>
    /// <param name="element">The element.</param>
    /// <param name="parent">The properties of the one around it.</param>
    public void Paint(XElement element, Dictionary<string, string> parent)
    {
        var style = rules.Of(element, parent);
        canvas.Save();
        Move((string?)element.Attribute("transform") ?? "");
        switch (element.Name.LocalName)
        {
            case "svg" or "g":
                foreach (var child in element.Elements())
                {
                    Paint(child, style);
                }

                break;
            case "path":
                using (var path = SKPath.ParseSvgPathData((string?)element.Attribute("d") ?? ""))
                {
                    Shape(path, style);
                }

                break;
            case "rect":
                using (var path = new SKPath())
                {
                    path.AddRect(SKRect.Create(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height")));
                    Shape(path, style);
                }

                break;
            case "text":
                Text(element.Value, Number(element, "x"), Number(element, "y"), style);
                break;
            case "style" or "title": // read before; shown by viewers alone
                break;
            default:
                throw new ArgumentException($"no drawing has an element {element.Name.LocalName}", nameof(element));
        }

        canvas.Restore();
    }

    private void Move(string transform)
    {
        foreach (Match step in Step().Matches(transform))
        {
            var numbers = step.Groups[2].Value.Split(',').Select(Float).ToArray();
            if (step.Groups[1].Value == "translate")
            {
                canvas.Translate(numbers[0], numbers[1]);
            }
            else
            {
                canvas.RotateDegrees(numbers[0]);
            }
        }
    }

    private void Shape(SKPath path, Dictionary<string, string> style)
    {
        if (Paint(style, "fill", "black") is { } fill)
        {
            using (fill)
            {
                canvas.DrawPath(path, fill);
            }
        }

        if (Paint(style, "stroke", "none") is { } stroke)
        {
            using (stroke)
            {
                stroke.Style = SKPaintStyle.Stroke;
                stroke.StrokeWidth = Float(style.GetValueOrDefault("stroke-width", "1"));
                stroke.StrokeCap = style.GetValueOrDefault("stroke-linecap") == "round" ? SKStrokeCap.Round : SKStrokeCap.Butt;
                stroke.StrokeJoin = style.GetValueOrDefault("stroke-linejoin") == "round" ? SKStrokeJoin.Round : SKStrokeJoin.Miter;
                if (style.TryGetValue("stroke-dasharray", out var dashes))
                {
                    stroke.PathEffect = SKPathEffect.CreateDash([.. dashes.Split(' ').Select(Float)], 0);
                }

                canvas.DrawPath(path, stroke);
            }
        }
    }

    private void Text(string text, float x, float y, Dictionary<string, string> style)
    {
        using var paint = Paint(style, "fill", "black");
        var isBold = style.GetValueOrDefault("font-weight") is "600" or "bold";
        var runs = fonts.Runs(text, isBold).ConvertAll(run => (run.Text, Font: new SKFont(run.Typeface, Float(style.GetValueOrDefault("font-size", "16px"))) { Subpixel = true, Hinting = SKFontHinting.None }));
        var width = runs.Sum(run => run.Font.MeasureText(run.Text));
        x -= style.GetValueOrDefault("text-anchor") switch { "middle" => width / 2, "end" => width, _ => 0 };
        foreach (var (part, font) in runs)
        {
            using (font)
            {
                canvas.DrawText(part, x, y, SKTextAlign.Left, font, paint);
                x += font.MeasureText(part);
            }
        }
    }

    /// <summary>A paint of a property's colour; null where it is none.</summary>
    private static SKPaint? Paint(Dictionary<string, string> style, string property, string otherwise)
    {
        var colour = style.GetValueOrDefault(property, otherwise);
        colour = colour == "currentColor" ? style.GetValueOrDefault("color", "black") : colour;
        if (colour == "none")
        {
            return null;
        }

        var known = colour == "black" ? SKColors.Black : SKColor.Parse(colour);
        var opacity = Float(style.GetValueOrDefault($"{property}-opacity", "1"));
        return new SKPaint { IsAntialias = true, Color = known.WithAlpha((byte)Math.Round(255 * opacity)) };
    }

    private static float Number(XElement element, string name) => element.Attribute(name) is { } attribute ? Float(attribute.Value) : 0;

    private static float Float(string text) => float.Parse(text.Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(translate|rotate)\(([^)]*)\)")]
    private static partial Regex Step();
}
