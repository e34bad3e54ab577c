namespace Sweetspot.Planning;

/// <summary>What the layers of a language model cost; an example is a window of its context.</summary>
/// <remarks>Attention is counted as the whole square of places, as for encoders, though half of it is never looked at. Tying saves parameters, never FLOPs.</remarks>
internal static class LanguageLayers
{
    private const double FloatBytes = 4;

    /// <summary>The layers, in order.</summary>
    public static IEnumerable<Layer> Of(GptShape shape)
    {
        double length = shape.Context, width = shape.Width, vocabulary = shape.Tokens.Vocabulary;
        var row = FloatBytes * length * width;
        yield return new Layer(vocabulary * width, 0, 1, 0, row, row, false);
        for (var block = 0; block < shape.Depth; block++)
        {
            foreach (var layer in Block(shape.Block, length))
            {
                yield return layer;
            }
        }

        yield return new Layer(2 * width, 0, 2, 0, 2 * row, row, false);
        var scores = FloatBytes * length * vocabulary;
        yield return new Layer(shape.IsTied ? 0 : vocabulary * width, 0, shape.IsTied ? 0 : 1, 2 * length * width * vocabulary, 2 * scores, scores, false);
    }

    /// <summary>One block: norm, attention, norm, feed-forward; linear layers with a bias. Attention is computed without keeping its scores.</summary>
    public static IEnumerable<Layer> Block(BlockShape block, double length)
    {
        double width = block.Width, projected = block.Width + (2 * block.KeyWidth), units = block.Units, ups = block.IsGated ? 2 : 1;
        yield return Linear(length, width, projected, 2 * width, width); // norm, then queries, keys and values
        yield return new Layer(0, 0, 0, 4 * length * length * width, FloatBytes * length * projected, FloatBytes * length * projected, false);
        yield return Linear(length, width, width, 0, width);
        yield return Linear(length, width, ups * units, 2 * width, width) with { Tensors = block.IsGated ? 6 : 4 };
        yield return Linear(length, units, width, 0, ups * units);
    }

    private static Layer Linear(double length, double inputs, double outputs, double norm, double kept)
    {
        var output = FloatBytes * length * outputs;
        return new Layer((inputs * outputs) + outputs + norm, 0, norm > 0 ? 4 : 2, 2 * length * inputs * outputs, (FloatBytes * length * kept) + output, output, false);
    }
}
