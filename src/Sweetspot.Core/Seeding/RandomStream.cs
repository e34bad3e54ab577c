using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Sweetspot.Core;

/// <summary>
/// A stream of random numbers of its own for each (seed, number, purpose), so that no result depends on the number of workers.
/// Not for secrets; not thread-safe.
/// </summary>
/// <remarks>xoshiro256** 1.0 (Blackman and Vigna 2021, doi:10.1145/3460772), seeded by SplitMix64 (Steele et al. 2014, doi:10.1145/2660193.2660195).</remarks>
public sealed class RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts from a raw state; not all four may be zero.</summary>
    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The stream of this seed, number and purpose. The same three give the same numbers on every machine.</summary>
    public static RandomStream For(ulong seed, long number, string purpose)
    {
        var state = seed;
        state = SplitMix64(ref state) ^ unchecked((ulong)number);
        state = SplitMix64(ref state) ^ HashOf(purpose);
        return new RandomStream(SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="exclusiveMax"/> − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int Next(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        return (int)Next((long)exclusiveMax);
    }

    /// <summary>Uniform in 0 … <paramref name="exclusiveMax"/> − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public long Next(long exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        var range = (ulong)exclusiveMax;
        var rejectBelow = unchecked(0UL - range) % range; // 2^64 mod range: what is left over of whole ranges
        ulong high;
        ulong low;
        do
        {
            high = Math.BigMul(NextUInt64(), range, out low);
        }
        while (low < rejectBelow);
        return (long)high;
    }

    /// <summary>Standard normal (Box and Muller 1958): two uniform draws a call.</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble())); // 1 - u is never 0
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items into a uniformly drawn order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>One step of SplitMix64.</summary>
    internal static ulong SplitMix64(ref ulong state)
    {
        var z = state += GoldenGamma;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong HashOf(string purpose)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
