using System.Security.Cryptography;

namespace Sweetspot.Training;

/// <summary>SHA-256 over the bytes of every file used, each preceded by its length so that bytes cannot move between files.</summary>
internal static class ContentHash
{
    public static string Of(params IEnumerable<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(BitConverter.GetBytes(file.LongLength));
            hash.AppendData(file);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
