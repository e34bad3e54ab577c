using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Images with a class or a number each.</summary>
internal sealed class ImageDataset : Dataset
{
    private readonly ImagePart _images;
    private readonly Target _target;
    private readonly string? _targetColumn;

    /// <param name="profile">What was understood.</param>
    /// <param name="pixels">Training rows, then test rows.</param>
    /// <param name="target">In the same order.</param>
    /// <param name="groups">Of training rows; may be empty.</param>
    /// <param name="normalizePerImage">Whether light changes from picture to picture.</param>
    public ImageDataset(DataProfile profile, byte[] pixels, Target target, ImmutableArray<int> groups, bool normalizePerImage)
        : this(profile, new ImagePart(profile.Input, pixels, normalizePerImage), target, null, groups)
    {
    }

    /// <param name="profile">What was understood.</param>
    /// <param name="images">The images.</param>
    /// <param name="target">In the same order.</param>
    /// <param name="targetColumn">Its column in a table; null where there is none.</param>
    /// <param name="groups">Of training rows; may be empty.</param>
    public ImageDataset(DataProfile profile, ImagePart images, Target target, string? targetColumn, ImmutableArray<int> groups) =>
        (Profile, _images, _target, _targetColumn, Groups) = (profile, images, target, targetColumn, groups);

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
    public override bool NormalizesEachImage => _images.NormalizePerImage;

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        var (pixels, image) = _images.Encode(fitRows, input);
        var encoder = new ImageEncoderDocument(EncoderDocument.FormOf(_target), image.Input, image.ChannelMeans, image.ChannelDeviations, image.NormalizePerImage)
        {
            Scaled = image.Scaled,
            Column = image.Column,
            TargetColumn = _targetColumn,
        };
        return new EncodedData
        {
            Input = input,
            Pixels = pixels,
            ChannelMeans = image.ChannelMeans,
            ChannelDeviations = image.ChannelDeviations,
            NormalizePerImage = image.NormalizePerImage,
            EncoderJson = JsonSerializer.Serialize<EncoderDocument>(encoder, EncoderDocument.Json),
        };
    }
}
