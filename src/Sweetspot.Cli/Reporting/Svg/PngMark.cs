using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Sweetspot.Cli;

/// <summary>Who made a PNG file, as a chunk of text in it, so that an older one is known and may be replaced.</summary>
internal static class PngMark
{
    /// <summary>Where the header chunk ends, the first of every file: 8 bytes of signature, then 25.</summary>
    private const int AfterHeader = 33;

    /// <summary>Keyword and text, as PNG has them for the program that made the file.</summary>
    public const string Text = "Software\0Sweetspot";

    /// <summary>The same picture with the mark.</summary>
    public static byte[] Add(byte[] png)
    {
        var body = Encoding.ASCII.GetBytes($"tEXt{Text}");
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length - 4);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc32.HashToUInt32(body));
        return [.. png[..AfterHeader], .. chunk, .. png[AfterHeader..]];
    }
}
