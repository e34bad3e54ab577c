using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Scales images down: each new pixel is the mean of the area that it covers, rounded to a byte.</summary>
internal static class ImageScaling
{
    /// <summary>Images [count × channels × height × width] in another size.</summary>
    /// <param name="pixels">The images.</param>
    /// <param name="from">Their size.</param>
    /// <param name="to">Size wanted; no side is longer.</param>
    public static byte[] Shrink(byte[] pixels, InputShape from, InputShape to)
    {
        if ((from.Height, from.Width) == (to.Height, to.Width))
        {
            return pixels;
        }

        var (rows, columns) = (Shares(from.Height, to.Height), Shares(from.Width, to.Width));
        var planes = pixels.Length / (from.Height * from.Width);
        var scaled = new byte[planes * to.Height * to.Width];
        var narrow = new float[from.Height * to.Width]; // one plane with its columns merged
        for (var plane = 0; plane < planes; plane++)
        {
            var source = pixels.AsSpan(plane * from.Height * from.Width, from.Height * from.Width);
            for (var y = 0; y < from.Height; y++)
            {
                for (var x = 0; x < to.Width; x++)
                {
                    var sum = 0f;
                    foreach (var (at, share) in columns[x])
                    {
                        sum += share * source[(y * from.Width) + at];
                    }

                    narrow[(y * to.Width) + x] = sum;
                }
            }

            Merge(narrow, rows, to.Width, scaled.AsSpan(plane * to.Height * to.Width, to.Height * to.Width));
        }

        return scaled;
    }

    private static void Merge(float[] narrow, (int At, float Share)[][] rows, int width, Span<byte> target)
    {
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0f;
                foreach (var (at, share) in rows[y])
                {
                    sum += share * narrow[(at * width) + x];
                }

                target[(y * width) + x] = (byte)Math.Clamp(MathF.Round(sum), 0, 255);
            }
        }
    }

    /// <summary>Of each new position, the old ones that it covers and their shares, which sum to 1.</summary>
    private static (int At, float Share)[][] Shares(int from, int to)
    {
        var size = (double)from / to;
        return [.. Enumerable.Range(0, to).Select(position =>
        {
            var (start, end) = (position * size, (position + 1) * size);
            var covered = Enumerable.Range((int)start, Math.Min(from, (int)Math.Ceiling(end - 1e-9)) - (int)start);
            return covered.Select(at => (at, (float)((Math.Min(end, at + 1) - Math.Max(start, at)) / size))).ToArray();
        })];
    }
}
