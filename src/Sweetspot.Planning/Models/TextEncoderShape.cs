namespace Sweetspot.Planning;

/// <summary>A transformer encoder: embedded tokens with learned positions, blocks with the norm before each part, the mean over the text, and the output.</summary>
public sealed record TextEncoderShape : ModelShape
{
    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers in the vector of a token, throughout.</summary>
    public required int Width { get; init; }

    /// <summary>Blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>Attention heads; before pruning they divide the width.</summary>
    public required int Heads { get; init; }

    /// <summary>Units of each block's feed-forward layer, as a multiple of the width.</summary>
    public required int Ratio { get; init; }

    /// <summary>Sizes of each block; given only where pruning left others.</summary>
    public BlockShape Block { get => field ?? new(Width, Heads, Ratio * Width); init; }

    /// <summary>The tokens.</summary>
    public TokenShape Tokens => Input.Texts[0];

    /// <inheritdoc/>
    public override string Family => "transformer";

    /// <inheritdoc/>
    public override string Describe() =>
        $"transformer {Tokens.Length} {Tokens.Tokenizer} of {Tokens.Vocabulary}-{Width}×{Depth} {(Block.QueryWidth == Width && Block.Units == Ratio * Width ? $"heads {Heads} ffn {Ratio}" : $"heads {Heads} of {Block.Part} ffn {Block.Units} units")}";
}
