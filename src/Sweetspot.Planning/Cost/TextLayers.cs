namespace Sweetspot.Planning;

/// <summary>What the layers of models of texts cost.</summary>
internal static class TextLayers
{
    private const double FloatBytes = 4;
    private const double IndexBytes = 8;

    /// <summary>Of a bag of n-grams; its inverse document frequencies are kept with the weights.</summary>
    public static IEnumerable<Layer> Of(NgramShape shape)
    {
        double length = shape.Tokens.Length, vocabulary = shape.Tokens.Vocabulary, outputs = shape.Width == 0 ? shape.Outputs : shape.Width;
        var vectors = FloatBytes * length * outputs;
        var isLinear = shape.Width == 0;
        var bias = isLinear ? outputs : 0;
        yield return new Layer(
            (vocabulary * outputs) + bias, vocabulary, isLinear ? 3 : 2, 2 * length * outputs, vectors + (3 * FloatBytes * length) + (FloatBytes * outputs), vectors, false);
        if (!isLinear)
        {
            foreach (var layer in Layer.Dense(outputs, shape.Dense > 0 ? [shape.Dense, shape.Outputs] : [shape.Outputs]))
            {
                yield return layer;
            }
        }
    }

    /// <summary>Of a text cnn: convolutions without padding, each with a bias.</summary>
    public static IEnumerable<Layer> Of(TextCnnShape shape)
    {
        yield return Embedding(shape.Tokens, shape.Width, positions: false);
        foreach (var kernel in TextCnnShape.Kernels)
        {
            double channels = shape.Channels, places = shape.Tokens.Length - kernel + 1;
            var weights = kernel * shape.Width * channels;
            var output = FloatBytes * channels * places;
            yield return new Layer(weights + channels, 0, 2, 2 * weights * places, output + ((FloatBytes + IndexBytes) * channels), output, true);
        }

        foreach (var layer in Layer.Dense(TextCnnShape.Kernels.Length * shape.Channels, [shape.Outputs]))
        {
            yield return layer;
        }
    }

    /// <summary>Of a transformer encoder.</summary>
    public static IEnumerable<Layer> Of(TextEncoderShape shape)
    {
        yield return Embedding(shape.Tokens, shape.Width, positions: true);
        for (var block = 0; block < shape.Depth; block++)
        {
            foreach (var layer in Block(shape.Tokens.Length, shape.Block))
            {
                yield return layer;
            }
        }

        var last = FloatBytes * shape.Tokens.Length * shape.Width;
        yield return new Layer(2 * shape.Width, 0, 2, 0, 2 * last, last, false);
        foreach (var layer in Layer.Dense(shape.Width, [shape.Outputs]))
        {
            yield return layer;
        }
    }

    /// <summary>One block: norm, attention, norm, feed-forward; linear layers with a bias.</summary>
    public static IEnumerable<Layer> Block(double length, BlockShape block)
    {
        double width = block.Width, queries = block.QueryWidth, units = block.Units;
        var (row, picked) = (FloatBytes * length * width, FloatBytes * length * queries);
        var scores = FloatBytes * block.Heads * length * length;
        yield return Linear(length, width, queries + (2 * block.KeyWidth), row, 2 * width);                                   // norm, then query, key and value
        yield return new Layer(0, 0, 0, 4 * length * length * queries, (2 * scores) + picked, scores, false);                 // scores and what they pick
        yield return Linear(length, queries, width, picked, 0);
        yield return Linear(length, width, units, row, 2 * width);                                                            // norm, then the first of two
        yield return Linear(length, units, width, FloatBytes * length * units, 0);
    }

    private static Layer Linear(double length, double inputs, double outputs, double before, double norm)
    {
        var output = FloatBytes * length * outputs;
        return new Layer((inputs * outputs) + outputs + norm, 0, norm > 0 ? 4 : 2, 2 * length * inputs * outputs, before + output, output, false);
    }

    private static Layer Embedding(TokenShape tokens, double width, bool positions)
    {
        var output = FloatBytes * tokens.Length * width;
        return new Layer((tokens.Vocabulary + (positions ? tokens.Length : 0)) * width, 0, positions ? 2 : 1, 0, 2 * output, output, false);
    }
}
