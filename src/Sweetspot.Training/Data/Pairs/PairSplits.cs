using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Splits of pairs: rows of one source, or of one group, stay together.</summary>
internal static class PairSplits
{
    /// <summary>Groups that keep rows of one source together, and rows of one given group; empty where every row stands for itself.</summary>
    /// <param name="sources">Source of each row.</param>
    /// <param name="groups">Given group of each row; empty: none.</param>
    public static ImmutableArray<int> Groups(IReadOnlyList<string> sources, ImmutableArray<int> groups)
    {
        var parents = Enumerable.Range(0, sources.Count).ToArray();
        Join(sources);
        if (!groups.IsEmpty)
        {
            Join(groups);
        }

        ImmutableArray<int> roots = [.. parents.Select((_, row) => Root(row))];
        return groups.IsEmpty && roots.Distinct().Count() == roots.Length ? [] : roots;

        void Join<T>(IReadOnlyList<T> keys)
            where T : notnull
        {
            var first = new Dictionary<T, int>();
            for (var row = 0; row < keys.Count; row++)
            {
                if (!first.TryAdd(keys[row], row))
                {
                    parents[Root(row)] = Root(first[keys[row]]);
                }
            }
        }

        int Root(int row)
        {
            while (parents[row] != row)
            {
                row = parents[row] = parents[parents[row]];
            }

            return row;
        }
    }

    /// <summary>Whether each row is held out: whole groups, as near to <paramref name="fraction"/> of the rows (at most <paramref name="most"/>) as they allow.</summary>
    public static bool[] HoldOut(int rows, ImmutableArray<int> groups, double fraction, RandomStream stream, int most = TrainingDefaults.MostTranslated)
    {
        var wanted = (int)Math.Clamp(rows * fraction, 1, most);
        var (held, others, count) = (new List<int[]>(), new List<int[]>(), 0);
        foreach (var group in Shuffled(rows, groups, stream))
        {
            var fits = group.Length < rows && count + group.Length <= wanted;
            (fits ? held : others).Add(group);
            count += fits ? group.Length : 0;
        }

        // What is left is too large: the smallest of it all the same, where that is nearer than what is held.
        if (others.MinBy(group => group.Length) is { } next && count + next.Length < rows && (count == 0 || count + next.Length - wanted < wanted - count))
        {
            held.Add(next);
        }

        var isHeld = new bool[rows];
        held.ForEach(group => Array.ForEach(group, row => isHeld[row] = true));
        return isHeld;
    }

    /// <summary>Rows that are judged: all, but of more than <paramref name="most"/> that many drawn at random, since each is translated.</summary>
    public static ImmutableArray<int> Judged(ImmutableArray<int> rows, int most, RandomStream stream)
    {
        if (rows.Length <= most)
        {
            return rows;
        }

        var drawn = rows.ToArray();
        stream.Shuffle<int>(drawn);
        return [.. drawn.Take(most).Order()];
    }

    /// <summary>Part of each row, whole groups together; −1 for all where there is but one group.</summary>
    public static int[] Deal(int rows, ImmutableArray<int> groups, int parts, RandomStream stream)
    {
        var dealt = new int[rows];
        var sizes = new int[parts];
        var all = Shuffled(rows, groups, stream);
        foreach (var group in all.OrderByDescending(group => group.Length))
        {
            var part = all.Count == 1 ? -1 : Array.IndexOf(sizes, sizes.Min());
            Array.ForEach(group, row => dealt[row] = part);
            if (part >= 0)
            {
                sizes[part] += group.Length;
            }
        }

        return dealt;
    }

    private static List<int[]> Shuffled(int rows, ImmutableArray<int> groups, RandomStream stream)
    {
        var members = groups.IsEmpty
            ? Enumerable.Range(0, rows).Select(row => new[] { row }).ToArray()
            : [.. Enumerable.Range(0, rows).GroupBy(row => groups[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        stream.Shuffle(members.AsSpan());
        return [.. members];
    }
}
