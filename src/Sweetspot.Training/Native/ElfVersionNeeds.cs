using System.Buffers.Binary;
using System.Text;

namespace Sweetspot.Training;

/// <summary>Symbol versions that a 64-bit little-endian ELF library needs of others (section .gnu.version_r).</summary>
internal static class ElfVersionNeeds
{
    private const int SectionOfNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2;                 // VER_FLG_WEAK

    /// <summary>Marks each need of <paramref name="version"/> weak: the loader then does not insist on it.</summary>
    /// <returns>Whether the library had such a need.</returns>
    public static bool Weaken(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return false;
        }

        var sections = (int)Long(elf, 40);
        int size = Short(elf, 58), count = Short(elf, 60);
        var changed = false;
        for (var section = 0; section < count; section++)
        {
            var header = elf.Slice(sections + (section * size), size);
            if (Int(header, 4) == SectionOfNeeds)
            {
                var names = (int)Long(elf, sections + (Int(header, 40) * size) + 24);
                changed |= WeakenIn(elf, (int)Long(header, 24), Int(header, 44), names, version);
            }
        }

        return changed;
    }

    private static bool WeakenIn(Span<byte> elf, int need, int needs, int names, string version)
    {
        var changed = false;
        for (; needs > 0; needs--, need += Int(elf, need + 12))
        {
            var entry = need + Int(elf, need + 8);
            for (int left = Short(elf, need + 2); left > 0; left--, entry += Int(elf, entry + 12))
            {
                if (Name(elf, names + Int(elf, entry + 8)) == version)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], (ushort)(Short(elf, entry + 4) | Weak));
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static string Name(ReadOnlySpan<byte> elf, int at)
    {
        var rest = elf[at..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
