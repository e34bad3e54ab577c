using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A table: numbers standardised and categories spread over one number a level, fitted on the rows that are learned from.</summary>
internal sealed class TableDataset : Dataset
{
    private readonly ImmutableArray<FeatureSeries> _series;
    private readonly Target _target;
    private readonly string _targetColumn;
    private readonly ImmutableArray<double> _times;

    public TableDataset(DataProfile profile, ImmutableArray<FeatureSeries> series, Target target, string targetColumn, ImmutableArray<int> groups, ImmutableArray<double> times) =>
        (Profile, _series, _target, _targetColumn, Groups, _times) = (profile, series, target, targetColumn, groups, times);

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
        ImmutableArray<FittedColumn> fitted = [.. _series.Select(series => series.Fit(fitRows))];
        var document = new TableEncoderDocument(EncoderDocument.FormOf(_target), _targetColumn, fitted);
        return new EncodedData
        {
            Input = Profile.Input,
            Features = FeatureSeries.Encode(_series, fitted, Profile.Rows + Profile.TestRows),
            EncoderJson = JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json),
        };
    }
}
