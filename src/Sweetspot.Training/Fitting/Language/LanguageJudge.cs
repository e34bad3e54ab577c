using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Scores a text: windows of the model's context that move on by half of it, so that each token is predicted from at least half a context before it, where the text has that much.</summary>
/// <remarks>A token of an unknown character stands for a byte, any of 256: it costs ln 256 more.</remarks>
public static class LanguageJudge
{
    private const int TokensAtOnce = 2048;
    private static readonly double s_unknown = Math.Log(256);

    /// <summary>What a model says at each place: ids (windows × length) in, scores (windows × length × vocabulary) out.</summary>
    /// <param name="ids">[windows × length].</param>
    /// <param name="length">Tokens of a window.</param>
    public delegate float[] Answer(long[] ids, int length);

    /// <summary>Nats of the tokens from <paramref name="start"/> up to <paramref name="end"/>, each given those before it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="ids">All tokens of the text.</param>
    /// <param name="start">First token scored, at least 1.</param>
    /// <param name="end">The token after the last.</param>
    public static double Nats(Answer model, GptShape shape, int[] ids, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(ids);
        var stride = Math.Max(1, shape.Context / 2);
        var chunks = Enumerable.Range(0, (end - start + stride - 1) / stride)
            .Select(chunk => (Start: start + (chunk * stride), End: Math.Min(end, start + ((chunk + 1) * stride))));
        return chunks.GroupBy(chunk => Math.Min(shape.Context, chunk.End - 1))
            .Sum(group => group.Chunk(Math.Max(1, TokensAtOnce / group.Key)).Sum(part => NatsOf(model, shape.Tokens.Vocabulary, ids, part, group.Key)));
    }

    private static double NatsOf(Answer model, int vocabulary, int[] ids, (int Start, int End)[] chunks, int length)
    {
        var windows = new long[chunks.Length * length];
        for (var i = 0; i < windows.Length; i++)
        {
            windows[i] = ids[chunks[i / length].End - 1 - length + (i % length)];
        }

        var scores = model(windows, length).AsSpan();
        var sum = 0.0;
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            for (var token = chunks[chunk].Start; token < chunks[chunk].End; token++)
            {
                var place = (chunk * length) + length - (chunks[chunk].End - token);
                sum -= LogShare(scores.Slice(place * vocabulary, vocabulary), ids[token]) - (ids[token] == FittedTokenizer.Unknown ? s_unknown : 0);
            }
        }

        return sum;
    }

    /// <summary>Logarithm of a token's softmax share.</summary>
    private static double LogShare(ReadOnlySpan<float> scores, int token)
    {
        var largest = scores[0];
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += MathF.Exp(score - largest);
        }

        return scores[token] - largest - Math.Log(sum);
    }
}
