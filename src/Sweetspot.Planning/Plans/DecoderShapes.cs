using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>
/// Decoders to choose from: root mean square norms, gated feed-forward parts of 8/3 the width, heads of 128 (64 below a width of 1024), keys and values in 8 heads from a width
/// of 3072, an output that is tied below a width of 2048. Width over layers stays in the range of published models, where loss hardly depends on it (Kaplan et al. 2020, arXiv:2001.08361, §3.1).
/// </summary>
public static class DecoderShapes
{
    /// <summary>Rows of the token table where nothing else is asked.</summary>
    public const int UsualVocabulary = 50304;

    private const int GroupedKeys = 8;

    /// <summary>All shapes, by size.</summary>
    /// <param name="vocabulary">Rows of the token table.</param>
    public static ImmutableArray<TransformerArchitecture> All(int vocabulary = UsualVocabulary) =>
        [.. Sizes().Select(size => Of(size.Layers, size.Width, vocabulary)).OrderBy(shape => shape.Parameters.Total)];

    /// <summary>The shape of a size.</summary>
    public static TransformerArchitecture Of(int layers, int width, int vocabulary = UsualVocabulary)
    {
        var head = width >= 1024 ? 128 : 64;
        var heads = width / head;
        return new TransformerArchitecture
        {
            Name = "decoder",
            Width = width,
            Vocabulary = vocabulary,
            Norm = NormShape.Scale,
            IsTied = width < 2048,
            Decoder =
            [
                new LayerShape
                {
                    Layers = layers,
                    Norm = NormShape.Scale,
                    Attention = new AttentionShape { Heads = heads, KeyValueHeads = width >= 3072 && heads % GroupedKeys == 0 ? GroupedKeys : heads, HeadSize = head },
                    FeedForward = new FeedForwardShape(Rounded(width * 8.0 / 3, width >= 1024 ? 256 : 64), IsGated: true, HasBias: false),
                },
            ],
        };
    }

    /// <summary>The shape nearest to so many parameters; of equally near ones, that nearest to 100 numbers of width a layer.</summary>
    public static TransformerArchitecture Nearest(double parameters, int vocabulary = UsualVocabulary) => All(vocabulary)
        .MinBy(shape => (30 * Math.Abs(Math.Log(shape.Parameters.Total / parameters))) + Math.Abs(Math.Log(shape.Width / 100.0 / Layers(shape))))!; // there are many

    /// <summary>Layers of such a shape.</summary>
    public static int Layers(TransformerArchitecture shape) => shape.Decoder.Sum(block => block.Layers);

    private static IEnumerable<(int Layers, int Width)> Sizes()
    {
        for (var width = 128; width <= 32768; width += Step(width))
        {
            var (least, most) = (Math.Max(4, width / 144), Math.Min(width / 48, 160));
            for (var layers = least + (least % 2); layers <= Math.Max(most, least + (least % 2)); layers += layers < 32 ? 2 : 4)
            {
                yield return (layers, width);
            }
        }
    }

    private static int Step(int width) => width switch
    {
        < 1024 => 64,
        < 2048 => 128,
        < 4096 => 256,
        < 8192 => 512,
        < 16384 => 1024,
        _ => 2048,
    };

    private static int Rounded(double number, int multiple) => (int)(Math.Ceiling(number / multiple) * multiple);
}
