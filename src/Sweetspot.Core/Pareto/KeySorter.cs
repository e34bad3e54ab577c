using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sweetspot.Core;

/// <summary>Sorts numbers with what belongs to them. Keeps its buffers, so that sorting again allocates nothing.</summary>
/// <remarks>
/// Few: introspective sort. Many: first by the highest 33 bits in which any differ, eleven at a time, the least first, which needs no comparison and keeps ties in order; what is equal there, by
/// introspective sort again.
/// </remarks>
internal sealed class KeySorter
{
    private const int Few = 700;
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int Passes = 3;

    private readonly int[] _counts = new int[Passes * Buckets];
    private ulong[] _bits = [];
    private ulong[] _otherBits = [];
    private int[] _otherItems = [];

    /// <summary>Makes room for so many, so that sorting up to that number never allocates.</summary>
    public void Reserve(int count)
    {
        if (count > Few && _bits.Length < count)
        {
            (_bits, _otherBits, _otherItems) = (new ulong[count], new ulong[count], new int[count]);
        }
    }

    /// <summary>Puts finite keys into ascending order and the items with them; equal keys by ascending item. Zeros of either sign are equal.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="items">As many, ascending.</param>
    public void Sort(Span<double> keys, Span<int> items)
    {
        if (keys.Length <= Few)
        {
            SortFew(keys, items);
            return;
        }

        Reserve(keys.Length);
        var shift = SortByBits(keys, items);
        for (int start = 0, end; start < keys.Length && shift > 0; start = end)
        {
            end = start + 1;
            while (end < keys.Length && _bits[end] >> shift == _bits[start] >> shift)
            {
                end++;
            }

            if (end - start > 1)
            {
                SortFew(keys[start..end], items[start..end]);
            }
        }
    }

    /// <summary>Where the keys that equal the one at <paramref name="start"/> of an ascending list end.</summary>
    public static int EndOfTies(ReadOnlySpan<double> keys, int start)
    {
        var end = start + 1;
        while (end < keys.Length && keys[end] == keys[start])
        {
            end++;
        }

        return end;
    }

    private static void SortFew(Span<double> keys, Span<int> items)
    {
        keys.Sort(items);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = EndOfTies(keys, start);
            if (end - start > 1)
            {
                items[start..end].Sort();
            }
        }
    }

    /// <summary>Leaves the keys' bits in order too; returns how many of the least it did not look at.</summary>
    private int SortByBits(Span<double> keys, Span<int> items)
    {
        var count = keys.Length;
        var differ = 0UL;
        for (var index = 0; index < count; index++)
        {
            _bits[index] = Ascending(keys[index]);
            differ |= _bits[index] ^ _bits[0];
        }

        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(differ) - (Passes * DigitBits));
        Array.Clear(_counts);
        for (var index = 0; index < count; index++)
        {
            var bits = _bits[index] >> shift;
            for (var pass = 0; pass < Passes; pass++)
            {
                _counts[(pass * Buckets) + (int)(bits >> (pass * DigitBits) & (Buckets - 1))]++;
            }
        }

        var toItems = _otherItems.AsSpan(0, count);
        for (var pass = 0; pass < Passes; pass++)
        {
            Deal(_bits.AsSpan(0, count), items, _otherBits, toItems, _counts.AsSpan(pass * Buckets, Buckets), shift + (pass * DigitBits));
            (_bits, _otherBits) = (_otherBits, _bits);
            var swapped = items;
            items = toItems;
            toItems = swapped;
        }

        items.CopyTo(toItems); // the passes are odd in number
        for (var index = 0; index < count; index++)
        {
            keys[index] = Number(_bits[index]);
        }

        return shift;
    }

    private static void Deal(ReadOnlySpan<ulong> from, ReadOnlySpan<int> fromItems, ulong[] to, Span<int> toItems, Span<int> places, int shift)
    {
        var next = 0;
        foreach (ref var place in places)
        {
            (place, next) = (next, next + place);
        }

        ref var first = ref MemoryMarshal.GetReference(places);
        for (var index = 0; index < from.Length; index++)
        {
            var place = Unsafe.Add(ref first, (int)(from[index] >> shift & (Buckets - 1)))++;
            (to[place], toItems[place]) = (from[index], fromItems[index]);
        }
    }

    /// <summary>Bits that are ordered as the numbers are.</summary>
    private static ulong Ascending(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0); // −0 becomes 0
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static double Number(ulong ascending)
    {
        var bits = (long)ascending;
        return BitConverter.Int64BitsToDouble(bits ^ ((~bits >> 63) | long.MinValue));
    }
}
