using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A decoder's shape in one line.</summary>
internal static class ShapeText
{
    public static string Of(TransformerArchitecture shape)
    {
        var block = shape.Decoder[0];
        var (attention, keys) = (block.Attention, block.Attention.KeyValueHeads);
        return $"{DecoderShapes.Layers(shape)} layers, width {shape.Width}, {attention.Heads} heads of {attention.HeadSize}{(keys == attention.Heads ? "" : $" ({keys} of keys)")}"
            + $"{(block.FeedForward is { } forward ? $", feed-forward {forward.Units}" : "")}: {PlanNumber.Count(shape.Parameters.Total)} parameters";
    }
}
