using System.Buffers.Binary;
using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>An array in the IDX format of MNIST: magic (0, 0, type, dimensions), big-endian 32-bit sizes, then values, row-major.</summary>
internal sealed class IdxArray
{
    private const int UnsignedByte = 0x08;
    private readonly byte[] _content;
    private readonly int _type;
    private readonly int _start;

    private IdxArray(byte[] content, int type, ImmutableArray<int> sizes, int start) =>
        (_content, _type, Sizes, _start) = (content, type, sizes, start);

    public ImmutableArray<int> Sizes { get; }

    public int Length => Sizes.Aggregate(1, (product, size) => product * size);

    public bool IsBytes => _type == UnsignedByte;

    public bool IsFloating => _type is 0x0D or 0x0E;

    public ReadOnlySpan<byte> Bytes => _content.AsSpan(_start, Length);

    /// <summary>Reads the header and checks the length of what follows.</summary>
    /// <exception cref="UserInputException">It is not an IDX file or its length is wrong.</exception>
    public static IdxArray Parse(DataFile file)
    {
        var content = file.Content;
        if (!IsIdx(content))
        {
            throw new UserInputException($"{file.Name}: not an IDX file; its first four bytes should be 0, 0, a type (8 to 14) and the number of dimensions.");
        }

        var dimensions = content[3];
        var start = 4 + (4 * dimensions);
        if (content.Length < start)
        {
            throw new UserInputException($"{file.Name}: the file ends inside its header.");
        }

        var sizes = Enumerable.Range(0, dimensions).Select(i => (long)BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4 + (4 * i)))).ToList();
        var expected = sizes.Aggregate((double)BytesPerValue(content[2]), (product, size) => product * size);
        return content.Length - start == expected
            ? new IdxArray(content, content[2], [.. sizes.Select(size => (int)size)], start)
            : throw new UserInputException(
                $"{file.Name}: {string.Join(" × ", sizes)} values need {expected:N0} bytes, the file has {content.Length - start:N0}; it is truncated or not an IDX file.");
    }

    public static bool IsIdx(ReadOnlySpan<byte> content) =>
        content.Length >= 8 && content[0] == 0 && content[1] == 0 && BytesPerValue(content[2]) > 0 && content[3] is > 0 and <= 4;

    /// <summary>All values as numbers.</summary>
    public double[] ToNumbers()
    {
        var width = BytesPerValue(_type);
        var numbers = new double[Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Value(_content.AsSpan(_start + (i * width), width));
        }

        return numbers;
    }

    private static int BytesPerValue(int type) => type switch { 0x08 or 0x09 => 1, 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 0 };

    private double Value(ReadOnlySpan<byte> bytes) => _type switch
    {
        UnsignedByte => bytes[0],
        0x09 => (sbyte)bytes[0],
        0x0B => BinaryPrimitives.ReadInt16BigEndian(bytes),
        0x0C => BinaryPrimitives.ReadInt32BigEndian(bytes),
        0x0D => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };
}
