using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>One text for each row; the tokenizer is fitted to the rows that are learned from.</summary>
internal sealed class TextDataset : Dataset
{
    private readonly TextPart _text;
    private readonly Target _target;
    private readonly string _targetColumn;
    private readonly ImmutableArray<double> _times;
    private readonly ImmutableArray<string> _columns;

    public TextDataset(DataProfile profile, ImmutableArray<string> texts, ImmutableArray<string> columns, Target target, string targetColumn, ImmutableArray<int> groups, ImmutableArray<double> times) =>
        (Profile, _text, _columns, _target, _targetColumn, Groups, _times) = (profile, new TextPart(string.Join(" + ", columns), texts), columns, target, targetColumn, groups, times);

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
        var (text, rows) = _text.Encode(fitRows, input.Texts[0]);
        var document = new TextEncoderDocument(EncoderDocument.FormOf(_target), _targetColumn, _columns, text.Shape, text.Tokenizer);
        return document.Encode(rows, JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json));
    }
}
