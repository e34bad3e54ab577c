using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How many examples are answered at once: more would be no faster, and long texts would need much memory.</summary>
public static class AnswerBatch
{
    private const int Most = 256;
    private const int Fewest = 8;
    private const int Tokens = 16 * 1024;

    /// <summary>256 examples; of texts so many that they hold 16,384 tokens, padding included, but at least 8.</summary>
    public static int Of(ModelShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Math.Clamp(Tokens / Math.Max(1, shape.Input.Texts.Sum(text => text.Length)), Fewest, Most);
    }
}
