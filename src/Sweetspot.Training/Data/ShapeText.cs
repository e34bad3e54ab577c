using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Shapes for people.</summary>
internal static class ShapeText
{
    public static string Describe(this InputShape shape) => $"{shape.Height} × {shape.Width} {(shape.Channels == 1 ? "grey" : "colour")}";
}
