using System.IO.Compression;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>A file read whole, and unpacked where it is gzip.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">File name for messages.</param>
/// <param name="Raw">Bytes as on disk.</param>
/// <param name="Content">Unpacked bytes.</param>
internal sealed record DataFile(string Path, string Name, byte[] Raw, byte[] Content)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">It is missing, unreadable, empty or a broken gzip file.</exception>
    public static DataFile Read(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (Directory.Exists(path))
        {
            throw new UserInputException($"{path}: is a folder, and a file is read here; name a file in it.");
        }

        if (!File.Exists(path))
        {
            throw new UserInputException(NearestName.NoSuchFile(path));
        }

        var raw = ReadBytes(path, name);
        var content = IsGzip(raw) ? Unpack(raw, name) : raw;
        return content.Length > 0
            ? new DataFile(path, name, raw, content)
            : throw new UserInputException($"{name}: the file is empty.");
    }

    private static byte[] ReadBytes(string path, string name)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException([$"{name}: cannot be read: {e.Message}"], e);
        }
    }

    private static bool IsGzip(byte[] raw) => raw.Length >= 2 && raw[0] == 0x1f && raw[1] == 0x8b;

    /// <remarks>GZipStream ends quietly where a file is cut, so the length in the trailer is compared as well.</remarks>
    private static byte[] Unpack(byte[] raw, string name)
    {
        try
        {
            using var unpacked = new MemoryStream(raw.Length * 4);
            using (var gzip = new GZipStream(new MemoryStream(raw), CompressionMode.Decompress))
            {
                gzip.CopyTo(unpacked);
            }

            var stated = raw.Length >= 18 ? BitConverter.ToUInt32(raw, raw.Length - 4) : uint.MaxValue;
            return (uint)unpacked.Length == stated ? unpacked.ToArray() : throw new InvalidDataException("truncated");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new UserInputException([$"{name}: the gzip data are truncated or damaged; copy or download the file again."], e);
        }
    }
}
