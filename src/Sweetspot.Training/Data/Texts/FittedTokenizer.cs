using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>What a tokenizer learned from training rows; enough to cut new texts as those were.</summary>
/// <param name="Name">Its way, a name of <see cref="Sweetspot.Planning.TokenizerNames"/>.</param>
/// <param name="Tokens">The token of each id from 2 on; empty for bytes.</param>
/// <param name="Merges">Merges of byte-pair encoding in their order, as <c>left right</c>; else empty.</param>
internal sealed record FittedTokenizer(string Name, ImmutableArray<string> Tokens, ImmutableArray<string> Merges)
{
    /// <summary>Id that fills a text up.</summary>
    public const int Padding = 0;

    /// <summary>Id of what no training row had often enough.</summary>
    public const int Unknown = 1;

    /// <summary>Id of the first token.</summary>
    public const int First = 2;

    /// <summary>Whether capital letters stay what they are; else all is read in lower case.</summary>
    public bool KeepsCase { get; init; }

    /// <summary>Inverse document frequency of each token of n-grams, ln((1 + texts) / (1 + texts that have it)) + 1; else empty.</summary>
    public ImmutableArray<float> Weights { get; init; } = [];
}
