using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Hands out encoded examples as the numbers and ids that a model takes; images are normalised on the way.</summary>
internal sealed class Examples
{
    private readonly EncodedData _data;
    private readonly int _size;    // of the image, or all numbers
    private readonly int _numbers; // of an example
    private readonly float[] _means;       // of each image and channel, or of each channel
    private readonly float[] _scales;

    public Examples(EncodedData data)
    {
        _data = data;
        (_size, _numbers) = (data.Input.Size, data.Input.NumberCount);
        if (data.Pixels.Length == 0)
        {
            (_means, _scales) = ([], []);
            return;
        }

        (_means, _scales) = data.NormalizePerImage
            ? OfEachImage(data.Pixels, _size)
            : (data.ChannelMeans, [.. data.ChannelDeviations.Select(deviation => 1 / Math.Max(deviation, 1e-3f))]);
    }

    /// <summary>Shape of one example.</summary>
    public InputShape Input => _data.Input;

    /// <summary>Weights of the ids of a bag of n-grams; else empty.</summary>
    public float[] TokenWeights => _data.TokenWeights;

    /// <summary>Writes examples one after another.</summary>
    /// <param name="target">[rows × numbers].</param>
    /// <param name="channelsLast">Whether images are written by row, column, channel.</param>
    /// <param name="rows">Zero-based rows.</param>
    /// <param name="change">Random changes to images; what enters by a shift is filled with the mean.</param>
    /// <param name="chance">Draws them; null: there are none.</param>
    public void Fill(Span<float> target, bool channelsLast, ReadOnlySpan<int> rows, Augmentation change = default, RandomStream? chance = null)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var example = target.Slice(i * _numbers, _numbers);
            var beside = _data.Pixels.Length == 0 ? _numbers : _numbers - _size;
            _data.Features.AsSpan(rows[i] * beside, beside).CopyTo(example[^beside..]);
            if (_data.Pixels.Length == 0)
            {
                continue;
            }

            var (down, right) = chance is not null && change.Shift > 0 ? (Draw(), Draw()) : (0, 0);
            var isMirrored = chance is not null && change.Mirrors && chance.Next(2) == 1;
            FillImage(example[.._size], channelsLast, rows[i], down, right, isMirrored);
        }

        int Draw() => chance.Next((2 * change.Shift) + 1) - change.Shift;
    }

    /// <summary>Writes the ids of examples one after another.</summary>
    /// <param name="target">[rows × ids].</param>
    /// <param name="rows">Zero-based rows.</param>
    public void FillIds(Span<long> target, ReadOnlySpan<int> rows)
    {
        var count = _data.Input.IdCount;
        for (var i = 0; i < rows.Length; i++)
        {
            var ids = _data.Ids.AsSpan(rows[i] * count, count);
            for (var j = 0; j < count; j++)
            {
                target[(i * count) + j] = ids[j];
            }
        }
    }

    private void FillImage(Span<float> target, bool channelsLast, int row, int down, int right, bool isMirrored)
    {
        var (channels, height, width) = (_data.Input.Channels, _data.Input.Height, _data.Input.Width);
        var pixels = _data.Pixels.AsSpan(row * _size, _size);
        var columns = width - Math.Abs(right);
        var from = Math.Max(0, -right);
        var to = Math.Max(0, right);
        var (step, plane) = channelsLast ? (channels, 1) : (1, height * width); // from a column to the next, from a channel to the next
        if (down != 0 || right != 0)
        {
            target.Clear();
        }

        for (var channel = 0; channel < channels; channel++)
        {
            var statistic = _data.NormalizePerImage ? row : channel;
            var (mean, scale) = (_means[statistic], _scales[statistic]);
            for (var y = Math.Max(0, down); y < height + Math.Min(0, down); y++)
            {
                var source = pixels.Slice((((channel * height) + y - down) * width) + from, columns);
                var line = target[((channel * plane) + (((y * width) + to) * step))..];
                for (var x = 0; x < source.Length; x++)
                {
                    line[x * step] = (source[isMirrored ? source.Length - 1 - x : x] - mean) * scale;
                }
            }
        }
    }

    private static (float[] Means, float[] Scales) OfEachImage(byte[] pixels, int size)
    {
        var means = new float[pixels.Length / size];
        var scales = new float[means.Length];
        for (var row = 0; row < means.Length; row++)
        {
            long sum = 0, squares = 0;
            foreach (var pixel in pixels.AsSpan(row * size, size))
            {
                sum += pixel;
                squares += pixel * pixel;
            }

            var mean = (double)sum / size;
            means[row] = (float)mean;
            scales[row] = (float)(1 / Math.Max(1, Math.Sqrt(((double)squares / size) - (mean * mean))));
        }

        return (means, scales);
    }
}
