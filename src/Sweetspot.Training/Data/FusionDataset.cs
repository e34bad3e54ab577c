using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Several kinds of data for each row: an image, texts, and columns of numbers and categories. Models may leave some out.</summary>
internal sealed class FusionDataset : Dataset
{
    private readonly ImagePart? _images;
    private readonly ImmutableArray<TextPart> _texts;
    private readonly TablePart _columns;
    private readonly Target _target;
    private readonly string _targetColumn;

    public FusionDataset(
        DataProfile profile, ImagePart? images, ImmutableArray<TextPart> texts, TablePart columns, Target target, string targetColumn, ImmutableArray<int> groups) =>
        (Profile, _images, _texts, _columns, _target, _targetColumn, Groups) = (profile, images, texts, columns, target, targetColumn, groups);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => _target.Classes;

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => _target.Numbers;

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups { get; }

    /// <summary>Time of each training row, where the data are split by time.</summary>
    public ImmutableArray<double> TimesOfRows { get; init; } = [];

    /// <inheritdoc/>
    internal override ImmutableArray<double> Times => TimesOfRows;

    /// <inheritdoc/>
    public override bool NormalizesEachImage => _images?.NormalizePerImage ?? false;

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var image = input.IsImage ? _images!.Encode(fitRows, input) : default;
        ImmutableArray<(EncodedText Encoder, int[][] Rows)?> texts =
            [.. input.Texts.Select((text, index) => text.Length == 0 ? null : ((EncodedText, int[][])?)_texts[index].Encode(fitRows, text))];
        var columns = FusionEncoding.HasColumns(input) ? _columns.Fit(fitRows, asIds: !input.Levels.IsEmpty) : [];
        var document = new FusionEncoderDocument(EncoderDocument.FormOf(_target), _targetColumn, image.Encoder, [.. texts.Select(text => text?.Encoder)], columns);
        return FusionEncoding.Encode(
            document, input, JsonSerializer.Serialize<EncoderDocument>(document, EncoderDocument.Json), Profile.Rows + Profile.TestRows,
            image.Pixels ?? [], [.. texts.Select(text => text?.Rows)], columns.IsEmpty ? [] : _columns.Series);
    }
}
