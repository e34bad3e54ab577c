using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>How many tokens texts have under the tokenizers that may be tried.</summary>
/// <param name="Entries">One for each tokenizer, of byte-pair encoding one for each of a few vocabularies.</param>
public sealed record TokenLengths(ImmutableArray<TokenLength> Entries)
{
    /// <summary>Of a tokenizer, with the vocabulary next to the one wanted.</summary>
    /// <param name="tokenizer">A name of <see cref="TokenizerNames"/>.</param>
    /// <param name="vocabulary">Ids wanted.</param>
    public TokenLength? Find(string tokenizer, int vocabulary) => Entries
        .Where(entry => entry.Tokenizer == tokenizer).OrderBy(entry => Math.Abs(Math.Log((double)entry.Vocabulary / vocabulary))).FirstOrDefault();

    /// <summary>Equal where all entries are.</summary>
    public bool Equals(TokenLengths? other) => other is not null && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.Aggregate(0, HashCode.Combine);
}
