using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>What one language model learns from and is judged on, as tokens. The tokenizer is fitted to what is learned from.</summary>
internal sealed class LanguageTask
{
    /// <summary>Blocks that validation is scored on, evenly spaced; of a shorter part all.</summary>
    private const int MostBlocks = 64;

    private const int MostTestBlocks = 128;
    private const int MostSampled = 12;
    private const int MostTrainingSampled = 6;

    private readonly LanguageDataset _dataset;

    /// <param name="dataset">The text.</param>
    /// <param name="split">Rows to learn from, then rows held out.</param>
    /// <param name="shape">The model.</param>
    public LanguageTask(LanguageDataset dataset, Split split, GptShape shape)
    {
        _dataset = dataset;
        (Tokenizer, Training) = dataset.Tokenize(split.Train.Length, shape.Tokens);
        ValidationRows = Spaced(split.Validation, MostBlocks);
        Validation = split.Validation.IsEmpty ? [] : Blocks(Tokenizer.Encode(dataset.Text(split.Train.Length, dataset.Profile.Rows)), ValidationRows, split.Train.Length);
        ValidationSample = [.. Spaced([.. Enumerable.Range(0, Validation.Length)], MostSampled).Select(at => Validation[at])];
        TrainingSample = Blocks(Training, Spaced(split.Train, MostTrainingSampled), 0);
    }

    /// <summary>The tokenizer.</summary>
    public StreamTokenizer Tokenizer { get; }

    /// <summary>What is learned from.</summary>
    public StreamTokens Training { get; }

    /// <summary>The rows of <see cref="Validation"/>.</summary>
    public ImmutableArray<int> ValidationRows { get; }

    /// <summary>Blocks held out; empty for the final training.</summary>
    public ImmutableArray<ScoredBlock> Validation { get; }

    /// <summary>Some of them, looked at during the training.</summary>
    public ImmutableArray<ScoredBlock> ValidationSample { get; }

    /// <summary>Blocks of what is learned from.</summary>
    public ImmutableArray<ScoredBlock> TrainingSample { get; }

    /// <summary>Blocks of the test text.</summary>
    public ImmutableArray<ScoredBlock> Test() =>
        Blocks(Tokenizer.Encode(_dataset.TestText), Spaced([.. Enumerable.Range(0, _dataset.Profile.TestRows)], MostTestBlocks), 0);

    private ImmutableArray<ScoredBlock> Blocks(StreamTokens tokens, ImmutableArray<int> rows, int first) =>
    [
        .. rows.Select(row => ((row - first) * _dataset.BlockBytes, (row - first + 1) * _dataset.BlockBytes))
            .Select(range => new ScoredBlock(tokens, Math.Max(1, tokens.At(range.Item1)), Math.Min(tokens.Ids.Length, tokens.At(range.Item2))))
            .Where(block => block.End > block.Start),
    ];

    private static ImmutableArray<int> Spaced(ImmutableArray<int> rows, int most) => rows.Length <= most
        ? rows
        : [.. Enumerable.Range(0, most).Select(at => rows[(int)(((at + 0.5) * rows.Length) / most)])];
}
