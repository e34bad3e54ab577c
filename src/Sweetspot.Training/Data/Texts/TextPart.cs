using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>One text of each row, cut into tokens; each way of cutting is fitted to some rows once and kept while they are few.</summary>
/// <param name="column">Its name.</param>
/// <param name="texts">Training rows, then test rows.</param>
internal sealed class TextPart(string column, ImmutableArray<string> texts)
{
    private const int MostKept = 6;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tokenizer, int Vocabulary, int Rows, int Hash), (FittedTokenizer Fitted, int[][] Rows)> _kept = [];

    /// <summary>Ids of all rows, with the tokenizer cut down to the vocabulary wanted.</summary>
    /// <param name="fitRows">Rows that the tokenizer learns from.</param>
    /// <param name="shape">Length, vocabulary and tokenizer.</param>
    public (EncodedText Encoder, int[][] Rows) Encode(ImmutableArray<int> fitRows, TokenShape shape)
    {
        var (whole, rows) = Tokenize(fitRows, shape);
        var tokens = shape.Vocabulary - FittedTokenizer.First;
        return (new EncodedText(column, shape, whole with { Tokens = [.. whole.Tokens.Take(tokens)], Weights = [.. whole.Weights.Take(tokens)] }), rows);
    }

    /// <summary>All that repeats is counted once; a smaller vocabulary is its beginning, but for byte-pair encoding.</summary>
    private (FittedTokenizer Fitted, int[][] Rows) Tokenize(ImmutableArray<int> fitRows, TokenShape shape)
    {
        var hash = new HashCode();
        foreach (var row in fitRows)
        {
            hash.Add(row);
        }

        var vocabulary = shape.Tokenizer == TokenizerNames.Bpe ? shape.Vocabulary : int.MaxValue;
        var key = (shape.Tokenizer, vocabulary, fitRows.Length, hash.ToHashCode());
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var known))
            {
                return known;
            }

            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            var tokenizer = TextTokenizer.Fit(shape.Tokenizer, [.. fitRows.Select(row => texts[row])], vocabulary);
            return _kept[key] = (tokenizer.Fitted, [.. texts.Select(tokenizer.Encode)]);
        }
    }
}
