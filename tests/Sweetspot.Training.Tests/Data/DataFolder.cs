using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>A folder of data files that is deleted after the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sweetspot-data-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, params IEnumerable<string> lines) => WriteBytes(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public string WriteBytes(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(bytes) : bytes);
        return path;
    }

    public string WriteIdx(string name, int[] sizes, byte[] values)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return WriteBytes(name, [.. header, .. values]);
    }

    public string WritePng(string name, int width, int height, SKColor color)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(color);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return WriteBytes(name, data.ToArray());
    }

    public Dataset Load(TaskSpec task) => DatasetLoader.Load(task, Root);

    public IReadOnlyList<string> Problems(TaskSpec task) =>
        [.. Assert.Throws<UserInputException>(() => Load(task)).Problems.Select(problem => problem.Replace(Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
