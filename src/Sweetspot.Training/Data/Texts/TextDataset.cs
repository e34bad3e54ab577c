using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>One text for each row; the tokenizer is fitted to the rows that are learned from.</summary>
internal sealed class TextDataset : Dataset
{
    private const int MostKept = 4;
    private readonly ImmutableArray<string> _texts;
    private readonly Target _target;
    private readonly string _targetColumn;
    private readonly ImmutableArray<double> _times;
    private readonly ImmutableArray<string> _columns;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tokenizer, int Vocabulary, int Rows, int Hash), Tokenized> _kept = [];

    public TextDataset(DataProfile profile, ImmutableArray<string> texts, ImmutableArray<string> columns, Target target, string targetColumn, ImmutableArray<int> groups, ImmutableArray<double> times) =>
        (Profile, _texts, _columns, _target, _targetColumn, Groups, _times) = (profile, texts, columns, target, targetColumn, groups, times);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => _target.Classes;

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => _target.Numbers;

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups { get; }

    /// <inheritdoc/>
    internal override ImmutableArray<double> Times => _times;

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var shape = input.Texts[0];
        var tokenized = Tokenize(fitRows, shape);
        var tokens = shape.Vocabulary - FittedTokenizer.First;
        var whole = tokenized.Fitted;
        var fitted = whole with { Tokens = [.. whole.Tokens.Take(tokens)], Weights = [.. whole.Weights.Take(tokens)] };
        var document = new TextEncoderDocument(EncoderDocument.FormOf(_target), _targetColumn, _columns, shape, fitted);
        return document.Encode(tokenized.Rows, JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json));
    }

    /// <summary>All that repeats is counted once; a smaller vocabulary is its beginning, but for byte-pair encoding.</summary>
    private Tokenized Tokenize(ImmutableArray<int> fitRows, TokenShape shape)
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

            var tokenizer = TextTokenizer.Fit(shape.Tokenizer, [.. fitRows.Select(row => _texts[row])], vocabulary);
            return _kept[key] = new Tokenized(tokenizer.Fitted, [.. _texts.Select(tokenizer.Encode)]);
        }
    }

    private sealed record Tokenized(FittedTokenizer Fitted, int[][] Rows);
}
