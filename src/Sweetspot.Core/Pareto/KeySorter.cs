using System.Runtime.InteropServices;

namespace Sweetspot.Core;

/// <summary>Sorts numbers with what belongs to them. Keeps its buffers, so that sorting again allocates nothing.</summary>
/// <remarks>Few: introspective sort. Many: by the bits, eleven at a time, the least first, which needs no comparison and keeps ties in order.</remarks>
internal sealed class KeySorter
{
    private const int Few = 700;
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int Passes = 6;

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
        if (keys.Length > Few)
        {
            Reserve(keys.Length);
            SortByBits(keys, items);
            return;
        }

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

    private void SortByBits(Span<double> keys, Span<int> items)
    {
        var count = keys.Length;
        Array.Clear(_counts);
        for (var index = 0; index < count; index++)
        {
            var bits = Ascending(keys[index]);
            _bits[index] = bits;
            for (var pass = 0; pass < Passes; pass++)
            {
                _counts[(pass * Buckets) + (int)(bits >> (pass * DigitBits) & (Buckets - 1))]++;
            }
        }

        var (from, to) = (_bits, _otherBits);
        var fromItems = items;
        var toItems = _otherItems.AsSpan(0, count);
        for (var pass = 0; pass < Passes; pass++)
        {
            var places = _counts.AsSpan(pass * Buckets, Buckets);
            if (places[(int)(from[0] >> (pass * DigitBits) & (Buckets - 1))] == count)
            {
                continue; // all have the same digit
            }

            Deal(from.AsSpan(0, count), fromItems, to, toItems, places, pass * DigitBits);
            (from, to) = (to, from);
            var swapped = fromItems;
            fromItems = toItems;
            toItems = swapped;
        }

        fromItems.CopyTo(items);
        for (var index = 0; index < count; index++)
        {
            keys[index] = Number(from[index]);
        }
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
            var place = System.Runtime.CompilerServices.Unsafe.Add(ref first, (int)(from[index] >> shift & (Buckets - 1)))++;
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
