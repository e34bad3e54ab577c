namespace Sweetspot.Core;

/// <summary>The cuts of two-point crossover.</summary>
internal static class TwoPoints
{
    /// <summary>
    /// A part [from, to) of a genome to swap: two different cuts drawn from 1 … <paramref name="length"/>, so that the first gene is never in it
    /// and the last may be. Empty where there is only one gene.
    /// </summary>
    public static (int From, int To) Draw(int length, RandomStream random)
    {
        if (length < 2)
        {
            return (0, 0);
        }

        var first = 1 + random.Next(length);
        var second = 1 + random.Next(length - 1);
        return second >= first ? (first, second + 1) : (second, first);
    }
}
