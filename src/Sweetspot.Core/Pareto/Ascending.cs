using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sweetspot.Core;

/// <summary>Binary search in an ascending list, without a branch that a processor would guess wrong half of the time, and so without a check that it stays in the list: its halves do.</summary>
internal static class Ascending
{
    /// <summary>How many values are at most <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountUpTo(ReadOnlySpan<double> ascending, double value)
    {
        ref var first = ref MemoryMarshal.GetReference(ascending);
        var (low, length) = (0, ascending.Length);
        while (length > 1)
        {
            var half = length >> 1;
            low += half & -(Unsafe.Add(ref first, low + half - 1) <= value ? 1 : 0);
            length -= half;
        }

        return length == 0 ? 0 : low + (Unsafe.Add(ref first, low) <= value ? 1 : 0);
    }

    /// <summary>How many values are below <paramref name="value"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountBelow(ReadOnlySpan<double> ascending, double value)
    {
        ref var first = ref MemoryMarshal.GetReference(ascending);
        var (low, length) = (0, ascending.Length);
        while (length > 1)
        {
            var half = length >> 1;
            low += half & -(Unsafe.Add(ref first, low + half - 1) < value ? 1 : 0);
            length -= half;
        }

        return length == 0 ? 0 : low + (Unsafe.Add(ref first, low) < value ? 1 : 0);
    }
}
