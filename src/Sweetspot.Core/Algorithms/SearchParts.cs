using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The parts of <c>auto</c> by name.</summary>
public static class SearchParts
{
    /// <summary>Names as in a study file, in the order of <see cref="SearchPart"/>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetNames<SearchPart>().Select(name => name.ToLowerInvariant())];

    /// <summary>The part of a name; null where there is none.</summary>
    public static SearchPart? Find(string name) => Names.IndexOf(name) is var index and >= 0 ? (SearchPart)index : null;

    /// <summary>What is wrong with a list of parts to switch off for an algorithm, a line each.</summary>
    public static IEnumerable<string> Problems(string algorithm, IReadOnlyCollection<string> without)
    {
        foreach (var name in without.Where(name => Find(name) is null))
        {
            var hint = Spelling.Nearest(name, Names) is { } nearest ? $"did you mean \"{nearest}\"? " : "";
            yield return $"\"{name}\" is no part of auto; {hint}There are {string.Join(", ", Names[..^1])} and {Names[^1]}.";
        }

        if (without.Count > 0 && algorithm != "auto")
        {
            yield return $"parts can be switched off in auto only, not in {algorithm}.";
        }

        if (without.Contains("surrogate") && without.Contains("evolution"))
        {
            yield return "without surrogate and evolution nothing is left that proposes; keep one of them.";
        }
    }

    /// <summary>The parts of these names; those that are none are passed over.</summary>
    public static ImmutableHashSet<SearchPart> Of(IEnumerable<string> names) => [.. names.Select(Find).OfType<SearchPart>()];
}
