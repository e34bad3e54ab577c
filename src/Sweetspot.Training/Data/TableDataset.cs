using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A table: numbers standardised and categories spread over one number a level or made ids to embed, fitted on the rows that are learned from.</summary>
internal sealed class TableDataset : Dataset
{
    private readonly TablePart _columns;
    private readonly Target _target;
    private readonly string _targetColumn;
    private readonly ImmutableArray<double> _times;

    public TableDataset(DataProfile profile, TablePart columns, Target target, string targetColumn, ImmutableArray<int> groups, ImmutableArray<double> times) =>
        (Profile, _columns, _target, _targetColumn, Groups, _times) = (profile, columns, target, targetColumn, groups, times);

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
        var fitted = _columns.Fit(fitRows, asIds: !input.Levels.IsEmpty);
        var rows = Profile.Rows + Profile.TestRows;
        var ids = new int[rows * input.IdCount];
        TablePart.WriteIds(_columns.Series, fitted, ids, 0, input.IdCount);
        var document = new TableEncoderDocument(EncoderDocument.FormOf(_target), _targetColumn, fitted);
        return new EncodedData
        {
            Input = input,
            Ids = ids,
            Features = TablePart.Features(_columns.Series, fitted, rows),
            EncoderJson = JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json),
        };
    }
}
