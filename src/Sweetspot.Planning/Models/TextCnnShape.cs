using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Embedded tokens, convolutions of three widths side by side, the largest value of each channel over the text, and the output (Kim 2014, arXiv 1408.5882).</summary>
public sealed record TextCnnShape : ModelShape
{
    /// <summary>Tokens that the convolutions span.</summary>
    public static ImmutableArray<int> Kernels { get; } = [3, 4, 5];

    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Numbers in the vector of a token.</summary>
    public required int Width { get; init; }

    /// <summary>Channels of each convolution.</summary>
    public required int Channels { get; init; }

    /// <summary>The tokens.</summary>
    public TokenShape Tokens => Input.Texts[0];

    /// <inheritdoc/>
    public override string Family => "textcnn";

    /// <inheritdoc/>
    public override string Describe() => $"textcnn {Tokens.Length} {Tokens.Tokenizer} of {Tokens.Vocabulary}-{Width}-{Channels}×{Kernels.Length}";
}
