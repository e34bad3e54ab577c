using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Puts the parts of rows of several kinds of data side by side.</summary>
internal static class FusionEncoding
{
    /// <summary>Whether a model takes numbers or categories.</summary>
    public static bool HasColumns(InputShape input) => (input.IsImage ? input.Beside : input.NumberCount) > 0 || !input.Levels.IsEmpty;

    /// <summary>The rows as a model takes them: ids of each text, then one of each embedded category.</summary>
    /// <param name="document">The encoder.</param>
    /// <param name="input">What the model takes.</param>
    /// <param name="json">The encoder as JSON.</param>
    /// <param name="rows">How many.</param>
    /// <param name="pixels">Images as the model takes them; empty where it takes none.</param>
    /// <param name="texts">Ids of each row of each text; null for one that the model does not take.</param>
    /// <param name="series">Columns in the encoder's order.</param>
    public static EncodedData Encode(
        FusionEncoderDocument document, InputShape input, string json, int rows, byte[] pixels, IReadOnlyList<int[][]?> texts, ImmutableArray<FeatureSeries> series)
    {
        var ids = new int[checked(rows * input.IdCount)];
        var start = 0;
        foreach (var (index, text) in document.Texts.Index())
        {
            if (text is not null)
            {
                text.Write(texts[index]!, ids, start, input.IdCount);
                start += text.Shape.Length;
            }
        }

        TablePart.WriteIds(series, document.Columns, ids, start, input.IdCount);
        return new EncodedData
        {
            Input = input,
            Ids = ids,
            Features = TablePart.Features(series, document.Columns, rows),
            Pixels = pixels,
            TokenWeights = [.. document.Texts.OfType<EncodedText>().SelectMany(Weights)],
            ChannelMeans = document.Image?.ChannelMeans ?? [],
            ChannelDeviations = document.Image?.ChannelDeviations ?? [],
            NormalizePerImage = document.Image?.NormalizePerImage ?? false,
            EncoderJson = json,
        };
    }

    /// <summary>Weights of a text's ids; 1 where they have none, so that each text takes as many as its vocabulary.</summary>
    private static float[] Weights(EncodedText text) => text.Weights() is { Length: > 0 } weights ? weights : [.. Enumerable.Repeat(1f, text.Shape.Vocabulary)];
}
