namespace Sweetspot.Planning;

/// <summary>What the parts of a vision transformer cost.</summary>
/// <remarks>
/// Attention is counted with both of its products of all tokens with all, 2 · tokens² · width each. It is computed without keeping the scores, so only
/// queries, keys, values and the result are kept for the backward pass.
/// </remarks>
internal static class VitLayers
{
    /// <summary>The layers before the output, in order.</summary>
    public static IEnumerable<Layer> Of(VitShape vit)
    {
        yield return Patches(vit);
        for (var block = 0; block < vit.Depth; block++)
        {
            yield return Attention(vit);
            yield return FeedForward(vit);
        }

        yield return Normalisation(vit);
    }

    private static Layer Patches(VitShape vit)
    {
        var weights = (double)vit.Patch * vit.Patch * vit.Input.Channels * vit.Width;
        var positions = (double)vit.Tokens * vit.Width;
        return new Layer(weights + vit.Width + positions, 0, 3, 2 * weights * vit.Tokens, Bytes(vit, 1), Bytes(vit, 1), true);
    }

    /// <summary>Normalisation, queries, keys and values in one product, attention, and the way back into the tokens.</summary>
    private static Layer Attention(VitShape vit)
    {
        double width = vit.Width, queries = vit.Block.QueryWidth;
        var weights = 4 * width * queries;
        return new Layer(
            weights + (3 * queries) + width + (2 * width), 0, 6, (2 * weights * vit.Tokens) + (4.0 * vit.Tokens * vit.Tokens * queries),
            Bytes(vit, 2 + (4 * queries / width)), Bytes(vit, 3 * queries / width), false);
    }

    /// <summary>Normalisation, a layer to four times the width, GELU, and a layer back.</summary>
    private static Layer FeedForward(VitShape vit)
    {
        double width = vit.Width;
        double units = vit.Block.Units;
        var weights = 2 * width * units;
        return new Layer(weights + units + width + (2 * width), 0, 6, 2 * weights * vit.Tokens, Bytes(vit, 2 + (2 * units / width)), Bytes(vit, units / width), false);
    }

    private static Layer Normalisation(VitShape vit) => new(2 * vit.Width, 0, 2, 0, Bytes(vit, 1) + (Layer.FloatBytes * vit.Width), Bytes(vit, 1), false);

    /// <summary>Bytes of so many times the width for each token.</summary>
    private static double Bytes(VitShape vit, double widths) => Layer.FloatBytes * widths * vit.Width * vit.Tokens;
}
