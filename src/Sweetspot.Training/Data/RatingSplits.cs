using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Holds out a share of each user's ratings: the latest where times are known, else random ones. Each user keeps at least one.</summary>
internal static class RatingSplits
{
    /// <summary>Whether each row is held out: one of each user with two or more, the latest or else a random one.</summary>
    /// <param name="users">User of each row; 0 is unknown, of whom nothing is held out.</param>
    /// <param name="times">As below.</param>
    /// <param name="most">Most rows held out; of more users, random ones.</param>
    /// <param name="stream">Decides what times do not.</param>
    public static bool[] HoldOutOne(ReadOnlySpan<int> users, ImmutableArray<double> times, int most, RandomStream stream)
    {
        var owners = users.ToArray();
        var rows = Enumerable.Range(0, owners.Length).ToArray();
        stream.Shuffle<int>(rows);
        var held = new bool[rows.Length];
        foreach (var own in rows.Where(row => owners[row] > 0).GroupBy(row => owners[row]).Where(own => own.Skip(1).Any()).Take(most))
        {
            held[times.IsEmpty ? own.First() : own.MaxBy(row => double.IsNaN(times[row]) ? double.NegativeInfinity : times[row])] = true;
        }

        return held;
    }

    /// <summary>Whether each row is held out.</summary>
    /// <param name="users">User of each row; 0 is unknown.</param>
    /// <param name="times">Time of each row, NaN where it is missing (the earliest then); empty where none are known.</param>
    /// <param name="fraction">Over 0, under 1.</param>
    /// <param name="stream">Decides among equal times, and all where there are none.</param>
    public static bool[] HoldOut(ReadOnlySpan<int> users, ImmutableArray<double> times, double fraction, RandomStream stream)
    {
        var owners = users.ToArray();
        var rows = Enumerable.Range(0, owners.Length).ToArray();
        stream.Shuffle<int>(rows);
        var held = new bool[rows.Length];
        var carried = 0.5;
        foreach (var own in rows.GroupBy(row => owners[row]).OrderBy(own => own.Key).Select(own => own.ToArray()))
        {
            carried += own.Length * fraction;
            var count = Math.Clamp((int)carried, 0, own.Length - 1);
            carried -= (int)carried;
            var latest = times.IsEmpty ? own : [.. own.OrderByDescending(row => double.IsNaN(times[row]) ? double.NegativeInfinity : times[row])];
            foreach (var row in latest.Take(count))
            {
                held[row] = true;
            }
        }

        return held;
    }
}
