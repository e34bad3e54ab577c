namespace Sweetspot.Core;

/// <summary>Binary search in an ascending list, without a branch that a processor would guess wrong half of the time.</summary>
internal static class Ascending
{
    /// <summary>How many values are at most <paramref name="value"/>.</summary>
    public static int CountUpTo(ReadOnlySpan<double> ascending, double value)
    {
        var (low, length) = (0, ascending.Length);
        while (length > 1)
        {
            var half = length >> 1;
            low += ascending[low + half - 1] <= value ? half : 0;
            length -= half;
        }

        return length == 1 && ascending[low] <= value ? low + 1 : low;
    }

    /// <summary>How many values are below <paramref name="value"/>.</summary>
    public static int CountBelow(ReadOnlySpan<double> ascending, double value)
    {
        var (low, length) = (0, ascending.Length);
        while (length > 1)
        {
            var half = length >> 1;
            low += ascending[low + half - 1] < value ? half : 0;
            length -= half;
        }

        return length == 1 && ascending[low] < value ? low + 1 : low;
    }
}
