using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Deals rows into parts of nearly equal make-up: by class or target, and by group where rows are related.</summary>
internal static class Dealer
{
    /// <summary>Part (0 to <paramref name="parts"/> − 1) of each row; −1 for a row that is alone in its class, which stays in training.</summary>
    /// <param name="strata">Class or quantile of each row.</param>
    /// <param name="groups">Group of each row; empty where rows are independent.</param>
    /// <param name="parts">At least 2.</param>
    /// <param name="stream">Decides the order of rows.</param>
    public static int[] Deal(IReadOnlyList<int> strata, ImmutableArray<int> groups, int parts, RandomStream stream) =>
        groups.IsDefaultOrEmpty ? DealRows(strata, parts, stream) : DealGroups(strata, groups, parts, stream);

    /// <summary>Whether each row is held out, about <paramref name="fraction"/> of them, and of each class where it has two members.</summary>
    public static bool[] HoldOut(IReadOnlyList<int> strata, ImmutableArray<int> groups, double fraction, RandomStream stream)
    {
        if (groups.IsDefaultOrEmpty)
        {
            return HoldOutRows(strata, fraction, stream);
        }

        var small = Math.Min(fraction, 1 - fraction);
        var parts = Math.Max(2, (int)Math.Round(1 / small));
        var dealt = Deal(strata, groups, parts, stream);
        var first = dealt.Where(part => part >= 0).DefaultIfEmpty(0).Min();
        return Array.ConvertAll(dealt, part => fraction <= 0.5 ? part == first : part > first);
    }

    /// <summary>Quantile of each value, ties in one, so that strata can be dealt.</summary>
    public static int[] Quantiles(ReadOnlySpan<double> values, int quantiles)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var edges = Enumerable.Range(1, quantiles - 1).Select(i => sorted[(int)((long)i * sorted.Length / quantiles)]).ToArray();
        var result = new int[values.Length];
        for (var row = 0; row < result.Length; row++)
        {
            var at = Array.BinarySearch(edges, values[row]);
            result[row] = at >= 0 ? at : ~at;
        }

        return result;
    }

    private static bool[] HoldOutRows(IReadOnlyList<int> strata, double fraction, RandomStream stream)
    {
        var result = new bool[strata.Count];
        var carried = 0.5;
        foreach (var stratum in Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]).OrderBy(stratum => stratum.Key))
        {
            var rows = stratum.ToArray();
            stream.Shuffle(rows.AsSpan());
            carried += rows.Length == 1 ? 0 : rows.Length * fraction;
            var count = Math.Clamp((int)carried, 0, rows.Length - 1);
            carried -= (int)carried;
            foreach (var row in rows.Take(count))
            {
                result[row] = true;
            }
        }

        return result;
    }

    private static int[] DealRows(IReadOnlyList<int> strata, int parts, RandomStream stream)
    {
        var result = new int[strata.Count];
        var next = 0;
        foreach (var stratum in Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]).OrderBy(stratum => stratum.Key))
        {
            var rows = stratum.ToArray();
            stream.Shuffle(rows.AsSpan());
            foreach (var row in rows)
            {
                result[row] = rows.Length == 1 ? -1 : next++ % parts;
            }
        }

        return result;
    }

    /// <summary>Largest groups first, each to the part that has the least of its classes, then the fewest rows.</summary>
    private static int[] DealGroups(IReadOnlyList<int> strata, ImmutableArray<int> groups, int parts, RandomStream stream)
    {
        var result = new int[strata.Count];
        var held = Enumerable.Range(0, parts).Select(_ => new Dictionary<int, int>()).ToArray();
        var sizes = new int[parts];
        var lone = LoneGroups(strata, groups);
        var members = Enumerable.Range(0, strata.Count).GroupBy(row => groups[row]).OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        stream.Shuffle(members.AsSpan());
        foreach (var rows in members.OrderByDescending(rows => rows.Length))
        {
            var part = lone.Contains(groups[rows[0]]) ? -1 : Emptiest(rows, strata, held, sizes);
            foreach (var row in rows)
            {
                result[row] = part;
                if (part >= 0)
                {
                    held[part][strata[row]] = held[part].GetValueOrDefault(strata[row]) + 1;
                    sizes[part]++;
                }
            }
        }

        return result;
    }

    private static int Emptiest(int[] rows, IReadOnlyList<int> strata, Dictionary<int, int>[] held, int[] sizes) =>
        Enumerable.Range(0, held.Length)
            .OrderBy(part => rows.Sum(row => (long)held[part].GetValueOrDefault(strata[row])))
            .ThenBy(part => sizes[part])
            .First();

    /// <summary>Groups that alone hold some class: held out, that class could not be learned.</summary>
    private static HashSet<int> LoneGroups(IReadOnlyList<int> strata, ImmutableArray<int> groups) =>
        [.. Enumerable.Range(0, strata.Count)
            .GroupBy(row => strata[row], row => groups[row])
            .Select(stratum => stratum.Distinct().Take(2).ToArray())
            .Where(held => held.Length == 1)
            .Select(held => held[0])];
}
