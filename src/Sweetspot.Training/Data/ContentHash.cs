using System.Security.Cryptography;

namespace Sweetspot.Training;

/// <summary>SHA-256 over the bytes of every file used, each preceded by its length so that bytes cannot move between files.</summary>
internal static class ContentHash
{
    private const int BufferSize = 1 << 16;

    public static string Of(params IEnumerable<byte[]> files) => OfEach(files.Select(Bytes));

    /// <summary>The same of files that need not be in memory: they are read one after the other, a buffer at a time.</summary>
    public static string OfEach(IEnumerable<Func<Stream>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        foreach (var open in files)
        {
            using var content = open();
            hash.AppendData(BitConverter.GetBytes(content.Length));
            for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
            {
                hash.AppendData(buffer, 0, read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A file in memory.</summary>
    public static Func<Stream> Bytes(byte[] content) => () => new MemoryStream(content, writable: false);

    /// <summary>A file on disk, opened when its turn comes.</summary>
    public static Func<Stream> FileAt(string path) => () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
}
