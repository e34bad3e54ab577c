using System.Text;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Text of a file, which must be UTF-8, or UTF-16 with a byte-order mark.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UserInputException">It is binary or in another encoding.</exception>
    /// <param name="file">The file.</param>
    /// <param name="binary">What to say of a binary file.</param>
    public static string Decode(DataFile file, string binary = "this is a binary file, not a table; CSV, TSV, IDX images or a folder of pictures can be read.")
    {
        var bytes = file.Content.AsSpan();
        if (bytes.StartsWith<byte>([0xff, 0xfe]) || bytes.StartsWith<byte>([0xfe, 0xff]))
        {
            return (bytes[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]);
        }

        if (bytes.Contains((byte)0))
        {
            throw new UserInputException($"{file.Name}: {binary}");
        }

        var body = bytes.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? bytes[3..] : bytes;
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + body[..Math.Max(0, e.Index)].Count((byte)'\n');
            throw new UserInputException([$"{file.Name} line {line}: not UTF-8 text; save the file as UTF-8."], e);
        }
    }
}
