namespace Sweetspot.Planning;

/// <summary>
/// A transformer that reads a text and writes another (Vaswani et al. 2017, arXiv 1706.03762), with the norm before each part: encoder blocks, decoder
/// blocks that attend to what is written so far and to the encoder's output, and the vectors of the target's tokens as output layer.
/// </summary>
public sealed record EncoderDecoderShape : ModelShape
{
    /// <summary>Ids that stand for no token of a text: padding, unknown, and the end, which also begins a target.</summary>
    public const int SpecialIds = 3;

    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers in the vector of a token, throughout.</summary>
    public required int Width { get; init; }

    /// <summary>Encoder blocks; 0: the decoder attends to the source's vectors as they are.</summary>
    public required int Encoder { get; init; }

    /// <summary>Decoder blocks, at least 1.</summary>
    public required int Decoder { get; init; }

    /// <summary>Attention heads; divide the width.</summary>
    public required int Heads { get; init; }

    /// <summary>Units of each block's feed-forward layer, as a multiple of the width.</summary>
    public required int Ratio { get; init; }

    /// <summary>Sizes of each block that reads.</summary>
    public BlockShape Block => new(Width, Heads, Ratio * Width);

    /// <summary>Whether both sides share one vocabulary and its vectors.</summary>
    public bool IsShared => Target.IsShared;

    /// <summary>The tokens read.</summary>
    public TokenShape Source => Input.Texts[0];

    /// <summary>The tokens written; the length counts the end.</summary>
    public TokenShape Target => Input.Texts[1];

    /// <inheritdoc/>
    public override string Family => TranslationShapes.Family;

    /// <inheritdoc/>
    public override string Describe() =>
        $"encoder-decoder {Encoder}+{Decoder}×{Width} heads {Heads} ffn {Ratio}, {(IsShared ? $"shared {Target.Tokenizer} {Target.Vocabulary}" : $"{Source.Tokenizer} {Source.Vocabulary} to {Target.Tokenizer} {Target.Vocabulary}")}";
}
