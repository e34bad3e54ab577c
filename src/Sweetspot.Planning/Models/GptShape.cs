using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A language model: a decoder that says for each place of a text how likely each token is to come next (Radford et al. 2019), with rotary positions.</summary>
/// <remarks>
/// Embedding, blocks with the norm before each part, a norm, and the output without a bias. Costs are of one window of <see cref="Context"/> tokens; those of one token are a
/// <see cref="Context"/>th.
/// </remarks>
public sealed record GptShape : ModelShape
{
    private const int UsualVocabulary = 1024;
    private const int UsualContext = 128;
    private const int UsualHead = 32;

    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Blocks; 0 of the bigram model, which sees the last token alone and is the reference that others must beat.</summary>
    public required int Depth { get; init; }

    /// <summary>Numbers of a token.</summary>
    public required int Width { get; init; }

    /// <summary>Heads of attention; their numbers, width / heads, are even.</summary>
    public required int Heads { get; init; }

    /// <summary>Heads of keys and values; divide the heads.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>Units of a feed-forward layer, as a multiple of the width.</summary>
    public required int Ratio { get; init; }

    /// <summary>Whether feed-forward layers are gated.</summary>
    public bool IsGated { get; init; }

    /// <summary>Whether the output is the embedding again.</summary>
    public bool IsTied { get; init; }

    /// <summary>The tokens.</summary>
    public TokenShape Tokens => Input.Texts[0];

    /// <summary>Tokens that a prediction sees.</summary>
    public int Context => Tokens.Length;

    /// <summary>Sizes of each block.</summary>
    public BlockShape Block => new(Width, Heads, Ratio * Width) { KeyHeads = KeyHeads, IsGated = IsGated, IsCausal = true, IsRotary = true };

    /// <inheritdoc/>
    public override string Family => Depth == 0 ? "bigram" : "gpt";

    /// <inheritdoc/>
    public override string Describe()
    {
        if (Depth == 0)
        {
            return $"bigram {Width}, {Tokens.Tokenizer} of {Tokens.Vocabulary}";
        }

        var keys = KeyHeads == Heads ? "" : $" kv {KeyHeads}";
        return $"gpt {Depth}×{Width} heads {Heads}{keys} ffn {Ratio}{(IsGated ? " gated" : "")}{(IsTied ? " tied" : "")}, {Context} {Tokens.Tokenizer} of {Tokens.Vocabulary}";
    }

    internal static GptShape OfGenes(Candidate candidate, InputShape input)
    {
        var width = Number(candidate, "width", 128);
        var heads = Number(candidate, "heads", Enumerable.Range(1, Math.Max(1, width / UsualHead)).Last(count => width % (2 * count) == 0 || count == 1));
        var keys = Number(candidate, "kv_heads", heads);
        if (width % (2 * heads) != 0)
        {
            throw new UserInputException($"heads: {heads} heads of an even size do not fit into a width of {width}; use a width that is a multiple of {2 * heads}.");
        }

        if (heads % keys != 0)
        {
            throw new UserInputException($"kv_heads: {keys} heads of keys and values do not divide {heads} heads; use a divisor of the heads.");
        }

        var tokens = TokensOf(candidate, input.Texts[0]);
        return new GptShape
        {
            Input = input with { Texts = [tokens] },
            Depth = candidate.Word("family", "gpt") == "bigram" ? 0 : Number(candidate, "depth", 2),
            Width = width,
            Heads = heads,
            KeyHeads = keys,
            Ratio = Number(candidate, "ratio", 4),
            IsGated = candidate.Number("gated", 0) > 0,
            IsTied = candidate.Number("tied", 1) > 0,
            Outputs = tokens.Vocabulary,
        };
    }

    /// <summary>Bytes and characters have as many ids as the text has of them; byte-pair encoding as many as asked for.</summary>
    private static TokenShape TokensOf(Candidate candidate, TokenShape text)
    {
        var tokenizer = candidate.Word("tokenizer", TokenizerNames.Bpe);
        var vocabulary = tokenizer switch
        {
            TokenizerNames.Byte => TokenizerNames.ByteVocabulary,
            TokenizerNames.Character => text.Vocabulary,
            TokenizerNames.Bpe => Number(candidate, "vocabulary", UsualVocabulary),
            _ => throw new UserInputException($"tokenizer: \"{tokenizer}\" is not a tokenizer of a language model; use byte, char or bpe."),
        };
        return new TokenShape(Number(candidate, "context", Math.Min(UsualContext, text.Length)), Math.Max(3, vocabulary)) { Tokenizer = tokenizer, IsStream = true };
    }

    private static int Number(Candidate candidate, string gene, int usual)
    {
        var number = (int)candidate.Number(gene, usual);
        return number >= 1 ? number : throw new UserInputException($"{gene}: {number} makes no model; use 1 or more.");
    }
}
