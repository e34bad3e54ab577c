using System.Security.Cryptography;
using System.Text;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>The folder in which a study keeps the trunks of candidates that may go on to the next level of training.</summary>
public static class TrunkFiles
{
    private const string Ending = ".safetensors";
    private const int NameBytes = 16;

    /// <summary>Where the trunk of a candidate is kept.</summary>
    /// <param name="folder">The study's folder of trunks.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="seed">Seed of its trainings.</param>
    public static string PathOf(string folder, Candidate candidate, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{candidate.Key} {seed}")));
        return Path.Combine(folder, Convert.ToHexStringLower(hash.AsSpan(0, NameBytes)) + Ending);
    }

    /// <summary>Deletes all trunks but those of these candidates.</summary>
    public static void KeepOnly(string folder, IEnumerable<Candidate> candidates, ulong seed)
    {
        var kept = candidates.Select(candidate => PathOf(folder, candidate, seed)).ToHashSet(StringComparer.Ordinal);
        Delete(folder, path => path.EndsWith(Ending, StringComparison.Ordinal) && !kept.Contains(path)); // another ending: being written
    }

    /// <summary>Deletes what writers that died have left half written; call while nobody writes.</summary>
    public static void DeleteUnfinished(string folder) => Delete(folder, path => !path.EndsWith(Ending, StringComparison.Ordinal));

    /// <summary>Deletes all, and the folder.</summary>
    public static void DeleteAll(string folder)
    {
        Delete(folder, _ => true);
        Quietly(() => Directory.Delete(folder));
    }

    private static void Delete(string folder, Predicate<string> isDeleted)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        string[] files = [];
        Quietly(() => files = Directory.GetFiles(folder));
        foreach (var path in files.Where(path => isDeleted(path)))
        {
            Quietly(() => File.Delete(path));
        }
    }

    /// <summary>What cannot be deleted stays: it is in nobody's way but the disk's.</summary>
    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }
}
