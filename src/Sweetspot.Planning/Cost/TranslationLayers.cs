namespace Sweetspot.Planning;

/// <summary>What the layers of an encoder-decoder cost, for a text of middle length and a translation of middle length.</summary>
/// <remarks>
/// FLOPs are those of writing one translation greedily with the keys and values of earlier tokens kept: each token passes each layer once, and attends to
/// those before it. Training passes over the same tokens, with attention to all of them counted.
/// </remarks>
internal static class TranslationLayers
{
    private const double FloatBytes = Layer.FloatBytes;

    /// <summary>The layers, in order.</summary>
    public static IEnumerable<Layer> Of(EncoderDecoderShape shape)
    {
        double read = shape.Source.TypicalLength, written = shape.Target.TypicalLength, width = shape.Width;
        if (!shape.IsShared)
        {
            yield return Vectors(shape.Source.Vocabulary, read, width);
        }

        yield return Positions(shape.Source.Length, read, width);
        yield return Vectors(shape.Target.Vocabulary, written, width);
        yield return Positions(shape.Target.Length, written, width);
        for (var block = 0; block < shape.Encoder; block++)
        {
            foreach (var layer in TextLayers.Block(read, shape.Block))
            {
                yield return layer;
            }
        }

        yield return Norm(read, width);
        for (var block = 0; block < shape.Decoder; block++)
        {
            foreach (var layer in TextLayers.Block(written, shape.Block).Concat(Cross(read, written, width, shape.Heads)))
            {
                yield return layer;
            }
        }

        yield return Norm(written, width);
        yield return Output(shape.Target.Vocabulary, written, width);
    }

    /// <summary>Norm, queries of what is written, keys and values of what was read, and the way back.</summary>
    private static IEnumerable<Layer> Cross(double read, double written, double width, double heads)
    {
        var (row, scores) = (FloatBytes * written * width, FloatBytes * heads * written * read);
        yield return new Layer((width * width) + width + (2 * width), 0, 4, 2 * written * width * width, 2 * row, row, false);
        yield return new Layer((2 * width * width) + (2 * width), 0, 2, 4 * read * width * width, 2 * FloatBytes * read * width, 2 * FloatBytes * read * width, false);
        yield return new Layer(0, 0, 0, 4 * read * written * width, (2 * scores) + row, scores, false);
        yield return new Layer((width * width) + width, 0, 2, 2 * written * width * width, row, row, false);
    }

    /// <summary>The vectors of the target again, so without weights of its own but a bias.</summary>
    private static Layer Output(double vocabulary, double written, double width) =>
        new(vocabulary, 0, 1, 2 * written * width * vocabulary, 2 * FloatBytes * written * vocabulary, FloatBytes * written * vocabulary, false);

    private static Layer Vectors(double vocabulary, double length, double width) =>
        new(vocabulary * width, 0, 1, 0, FloatBytes * length * width, FloatBytes * length * width, false);

    private static Layer Positions(double longest, double length, double width) =>
        new(longest * width, 0, 1, 0, FloatBytes * length * width, FloatBytes * length * width, false);

    private static Layer Norm(double length, double width) =>
        new(2 * width, 0, 2, 0, 2 * FloatBytes * length * width, FloatBytes * length * width, false);
}
