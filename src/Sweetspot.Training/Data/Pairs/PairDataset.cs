using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Pairs of a text and its translation; the tokenizers are fitted to the rows that are learned from.</summary>
internal sealed class PairDataset : Dataset
{
    private const int MostKept = 4;
    private readonly PairTexts _texts;
    private readonly Lock _lock = new();
    private readonly Dictionary<(InputShape Input, int Rows, int Hash), EncodedData> _kept = [];

    public PairDataset(DataProfile profile, PairTexts texts, ImmutableArray<int> groups) => (Profile, _texts, Groups) = (profile, texts, groups);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => [];

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => [];

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups { get; }

    /// <inheritdoc/>
    internal override ImmutableArray<string> Answers => _texts.Targets;

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var hash = new HashCode();
        foreach (var row in fitRows)
        {
            hash.Add(row);
        }

        var key = (input, fitRows.Length, hash.ToHashCode());
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

            return _kept[key] = Fresh(fitRows, input);
        }
    }

    /// <inheritdoc/>
    internal override bool[] HoldOut(double fraction, ulong seed) => PairSplits.HoldOut(Profile.Rows, Groups, fraction, RandomStream.For(seed, 0, "validation"));

    /// <inheritdoc/>
    internal override int[] Deal(int folds, ulong seed) => PairSplits.Deal(Profile.Rows, Groups, folds, RandomStream.For(seed, folds, "folds"));

    private EncodedData Fresh(ImmutableArray<int> fitRows, InputShape input)
    {
        var (source, target) = PairTokenizers.Fit(
            input, input.Texts[0].IsShared, [.. fitRows.Select(row => _texts.Sources[row])], [.. fitRows.Select(row => _texts.Targets[row])]);
        var document = new PairEncoderDocument(new AnswerForm(TaskKind.Translation, [], TargetTransform.None), _texts.SourceColumn, _texts.TargetColumn, input.Texts[0], input.Texts[1], source, target);
        return new PairTokenizers(document).Encode(_texts.Sources, _texts.Targets, JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json));
    }
}
