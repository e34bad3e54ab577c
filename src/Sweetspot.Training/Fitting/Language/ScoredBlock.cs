namespace Sweetspot.Training;

/// <summary>A stretch of a text that is scored.</summary>
/// <param name="Tokens">The text; what comes before the stretch is context.</param>
/// <param name="Start">Its first token, from 1: the text's first token has nothing before it.</param>
/// <param name="End">The token after its last.</param>
internal sealed record ScoredBlock(StreamTokens Tokens, int Start, int End)
{
    /// <summary>Bytes of the stretch.</summary>
    public int Bytes => Tokens.Ends[End - 1] - Tokens.Ends[Start - 1];

    /// <summary>Characters that begin in it.</summary>
    public int Characters => Tokens.Bytes.Skip(Tokens.Ends[Start - 1]).Take(Bytes).Count(value => (value & 0xc0) != 0x80);
}
