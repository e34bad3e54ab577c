using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Splits by time: what is held out is newer than all that is learned from. Equal times are on one side, and so are groups.</summary>
internal static class TimeSplits
{
    /// <summary>Share of the rows, the oldest, that every fold learns from.</summary>
    private const double AlwaysLearned = 0.5;

    /// <summary>Whether each row is held out: the newest, as nearly the fraction as equal times and groups allow.</summary>
    /// <param name="times">Time of each row.</param>
    /// <param name="groups">Group of each row; empty where rows are independent.</param>
    /// <param name="fraction">Over 0, under 1.</param>
    /// <exception cref="UserInputException">No point in time parts about so many rows from older ones.</exception>
    public static bool[] HoldOut(ReadOnlySpan<double> times, ImmutableArray<int> groups, double fraction)
    {
        var order = Order(times);
        var wanted = order.Length * (1 - fraction);
        var cuts = Cuts(times, groups, order);
        var cut = cuts.Count == 0 ? 0 : cuts.MinBy(at => Math.Abs(at - wanted));
        var share = (order.Length - cut) / (double)order.Length;
        if (cuts.Count == 0 || share < fraction / 4 || share > Math.Max(0.5, (1 + fraction) / 2))
        {
            throw NoCut(groups, cuts.Count == 0 ? null : share, fraction);
        }

        var held = new bool[order.Length];
        foreach (var row in order[cut..])
        {
            held[row] = true;
        }

        return held;
    }

    /// <summary>Whether validation rows can be held out so, asked before anything is trained.</summary>
    /// <exception cref="UserInputException">They cannot.</exception>
    public static void Check(ImmutableArray<double> times, ImmutableArray<int> groups, double fraction)
    {
        if (!times.IsEmpty)
        {
            _ = HoldOut(times.AsSpan(), groups, fraction);
        }
    }

    /// <summary>One of several later and later parts of the newer half, to be answered by all that is older (forward chaining).</summary>
    /// <param name="times">Time of each row.</param>
    /// <param name="groups">As above.</param>
    /// <param name="fold">From 0; where fewer parts can be made than folds, the first come again.</param>
    /// <param name="folds">At least 2.</param>
    /// <exception cref="UserInputException">No point in time parts rows.</exception>
    public static Split Fold(ReadOnlySpan<double> times, ImmutableArray<int> groups, int fold, int folds)
    {
        var order = Order(times);
        var cuts = Cuts(times, groups, order);
        if (cuts.Count == 0)
        {
            throw NoCut(groups, null, 1 - AlwaysLearned);
        }

        var ends = Enumerable.Range(0, folds)
            .Select(part => order.Length * (AlwaysLearned + ((1 - AlwaysLearned) * part / folds)))
            .Select(wanted => cuts.MinBy(at => Math.Abs(at - wanted)))
            .Distinct().Append(order.Length).ToList();
        var at = fold % (ends.Count - 1);
        return new Split([.. order[..ends[at]].Order()], [.. order[ends[at]..ends[at + 1]].Order()]);
    }

    private static int[] Order(ReadOnlySpan<double> times)
    {
        var rows = Enumerable.Range(0, times.Length).ToArray();
        Array.Sort(times.ToArray(), rows);
        return rows;
    }

    /// <summary>Places in the order of time before which it may be cut: no equal times and no group on both sides.</summary>
    private static List<int> Cuts(ReadOnlySpan<double> times, ImmutableArray<int> groups, int[] order)
    {
        var last = new Dictionary<int, int>();
        for (var at = 0; at < order.Length && !groups.IsDefaultOrEmpty; at++)
        {
            last[groups[order[at]]] = at;
        }

        var (cuts, reach) = (new List<int>(), 0);
        for (var at = 1; at < order.Length; at++)
        {
            reach = last.Count == 0 ? 0 : Math.Max(reach, last[groups[order[at - 1]]]);
            if (reach < at && times[order[at]] > times[order[at - 1]])
            {
                cuts.Add(at);
            }
        }

        return cuts;
    }

    private static UserInputException NoCut(ImmutableArray<int> groups, double? nearest, double fraction)
    {
        var why = groups.IsDefaultOrEmpty ? "too many rows have the same time" : "groups overlap in time, and a group stays on one side";
        var seen = nearest is { } share ? string.Create(CultureInfo.InvariantCulture, $"; the nearest leaves {100 * share:0.#} %") : "";
        var advice = groups.IsDefaultOrEmpty ? "give a finer --time-column, or leave it out" : "give --group or --time-column, not both";
        return new UserInputException(string.Create(CultureInfo.InvariantCulture, $"no point in time parts the newest {100 * fraction:0.#} % of the rows from the older ones, since {why}{seen}; {advice}."));
    }
}
