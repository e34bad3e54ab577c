using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>How often tokens occur.</summary>
internal static class TokenCounts
{
    /// <summary>Occurrences of each token.</summary>
    public static Dictionary<string, int> Of(IEnumerable<string> tokens)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, token, out _)++;
        }

        return counts;
    }

    /// <summary>Those that occur at least twice, the commonest first, equally common ones in ordinal order.</summary>
    public static ImmutableArray<KeyValuePair<string, int>> Repeated(Dictionary<string, int> counts) =>
        [.. counts.Where(pair => pair.Value > 1).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
}
