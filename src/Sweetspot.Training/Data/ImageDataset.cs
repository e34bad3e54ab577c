using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Images kept as bytes, in each size that a model takes; only channel means and deviations are fitted.</summary>
internal sealed class ImageDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly bool _normalizePerImage;
    private readonly Target _target;
    /// <summary>Resolutions kept at once.</summary>
    private const int MostKept = 3;

    private readonly ConcurrentDictionary<InputShape, byte[]> _scaled = [];

    /// <param name="profile">What was understood.</param>
    /// <param name="pixels">Training rows, then test rows.</param>
    /// <param name="target">In the same order.</param>
    /// <param name="groups">Of training rows; may be empty.</param>
    /// <param name="normalizePerImage">Whether light changes from picture to picture.</param>
    public ImageDataset(DataProfile profile, byte[] pixels, Target target, ImmutableArray<int> groups, bool normalizePerImage) =>
        (Profile, _pixels, _target, Groups, _normalizePerImage) = (profile, pixels, target, groups, normalizePerImage);

    /// <inheritdoc/>
    public override DataProfile Profile { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> Classes => _target.Classes;

    /// <inheritdoc/>
    public override ImmutableArray<double> Targets => _target.Numbers;

    /// <inheritdoc/>
    public override ImmutableArray<int> Groups { get; }

    /// <inheritdoc/>
    public override bool NormalizesEachImage => _normalizePerImage;

    /// <inheritdoc/>
    public override EncodedData Encode(ImmutableArray<int> fitRows, InputShape input)
    {
        if (_scaled.Count >= MostKept)
        {
            _scaled.Clear();
        }

        var pixels = _scaled.GetOrAdd(input, shape => ImageScaling.Shrink(_pixels, Profile.Input, shape));
        var (means, deviations) = ChannelStatistics(pixels, input, fitRows);
        var encoder = new ImageEncoderDocument(EncoderDocument.FormOf(_target), Profile.Input, means, deviations, _normalizePerImage)
        {
            Scaled = input == Profile.Input ? null : input,
        };
        return new EncodedData
        {
            Input = input,
            Pixels = pixels,
            ChannelMeans = means,
            ChannelDeviations = deviations,
            NormalizePerImage = _normalizePerImage,
            EncoderJson = JsonSerializer.Serialize<EncoderDocument>(encoder, EncoderDocument.Json),
        };
    }

    private static (float[] Means, float[] Deviations) ChannelStatistics(byte[] pixels, InputShape shape, ImmutableArray<int> rows)
    {
        var area = shape.Height * shape.Width;
        var means = new float[shape.Channels];
        var deviations = new float[shape.Channels];
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            long sum = 0, squares = 0;
            foreach (var row in rows)
            {
                foreach (int pixel in pixels.AsSpan((row * shape.Size) + (channel * area), area))
                {
                    sum += pixel;
                    squares += pixel * pixel;
                }
            }

            var count = Math.Max(1.0, (double)rows.Length * area);
            var mean = sum / count;
            means[channel] = (float)mean;
            deviations[channel] = (float)Math.Max(1, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
        }

        return (means, deviations);
    }
}
