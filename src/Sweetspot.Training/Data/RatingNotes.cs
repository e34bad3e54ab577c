using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>What a user should know of ratings before anything is trained.</summary>
internal static class RatingNotes
{
    /// <summary>A line each: who rates how much, what is unknown or repeated, how rows are held out.</summary>
    /// <param name="users">Users.</param>
    /// <param name="items">Items.</param>
    /// <param name="training">Training rows.</param>
    /// <param name="hasTimes">Whether times are known.</param>
    /// <param name="isByTime">Whether all ratings are split by time.</param>
    /// <param name="kind">Ratings, or a ranking.</param>
    public static IEnumerable<string> Of(RatingIds users, RatingIds items, int training, bool hasTimes, bool isByTime, TaskKind kind)
    {
        yield return Text($"{Counted.Of(users.Levels.Length, "user")} and {Counted.Of(items.Levels.Length, "item")} in {Counted.Of(training, kind == TaskKind.Ranking ? "interaction" : "rating")} ({100.0 * training / Math.Max(1.0, (double)users.Levels.Length * items.Levels.Length):0.##} % of all pairs); {Counted.Of(Lone(users, training), "user")} and {Counted.Of(Lone(items, training), "item")} have one {(kind == TaskKind.Ranking ? "interaction" : "rating")}.");
        var unknown = Enumerable.Range(0, training).Count(row => users.Numbers[row] == 0 || items.Numbers[row] == 0);
        if (unknown > 0)
        {
            yield return Text($"{Counted.Of(unknown, "training row lacks", "training rows lack")} a user or an item, which then counts as unknown.");
        }

        var pairs = Enumerable.Range(0, users.Numbers.Length).Select(row => (User: users.Numbers[row], Item: items.Numbers[row])).ToList();
        var seen = pairs.Take(training).Where(IsKnown).ToHashSet();
        var repeated = pairs.Take(training).Count(IsKnown) - seen.Count;
        if (repeated > 0)
        {
            yield return Text($"Warning: {Counted.Of(repeated, "training row repeats", "training rows repeat")} a pair of user and item; all are kept, and one may be judged where its twin was learned from.");
        }

        var test = pairs.Skip(training).ToList();
        if (test.Count > 0)
        {
            var (coldUsers, coldItems) = (test.Count(pair => pair.User == 0), test.Count(pair => pair.Item == 0));
            var cold = test.Count(pair => !IsKnown(pair));
            yield return Text($"Of {Counted.Of(test.Count, "test row")} {test.Count - cold:N0} {Counted.Word(test.Count - cold, "is", "are")} warm and {cold:N0} cold: {coldUsers:N0} {Counted.Word(coldUsers, "has", "have")} a user and {coldItems:N0} an item that no training row has. Cold ones are answered as for an unknown user or item; test figures are over all rows.");
            var both = test.Count(seen.Contains);
            if (both > 0)
            {
                yield return Text($"Warning: {Counted.Of(both, "test row has", "test rows have")} a pair of user and item that training rows have too; test scores may flatter.");
            }
        }

        if (kind == TaskKind.Ranking)
        {
            var which = hasTimes ? "latest" : "a random one";
            yield return Text($"Held out: one item ({which}) of each user with two or more, of at most {RatingsDataset.MostRanked:N0} users (under 5,000 rows finalists are judged on random folds instead); ranked among all items of the training rows that the user has not had there; test items likewise{Drawn(users, training)}, other test items of the user left out. Learned against {Negatives.PerPair} random items not taken up for each that was, drawn anew each epoch.");
            yield break;
        }

        yield return isByTime
            ? "Held out: the newest ratings of all, whose users and items older ones may lack; under 5,000 rows finalists are judged on five later and later parts of the newer half, each after learning from all that is older."
            : hasTimes
            ? "Held out: the latest ratings of each user, who keeps one at least; under 5,000 rows folds are random. (--time-column splits all ratings at one point in time instead.)"
            : "Held out: random ratings of each user, who keeps one at least.";
    }

    /// <summary>A warning where rows of a test file are no newer than what is learned from.</summary>
    /// <param name="times">Time of each row, NaN where there is none.</param>
    /// <param name="users">User of each row.</param>
    /// <param name="training">How many rows come first that are learned from.</param>
    /// <param name="isByTime">Whether splits cut at one point in time; else each user's latest rows are held out.</param>
    public static IEnumerable<string> OldTestRows(double[] times, RatingIds users, int training, bool isByTime)
    {
        var newest = new Dictionary<int, double>();
        foreach (var row in Enumerable.Range(0, training).Where(row => !double.IsNaN(times[row])))
        {
            newest[Of(row)] = Math.Max(times[row], newest.GetValueOrDefault(Of(row), double.NegativeInfinity));
        }

        var old = Enumerable.Range(training, times.Length - training).Count(row => newest.TryGetValue(Of(row), out var time) && times[row] <= time);
        return old == 0 ? [] : [Text($"Warning: {old:N0} of {Counted.Of(times.Length - training, "test row")} {Counted.Word(old, "is", "are")} no newer than the newest training row{(isByTime ? "" : " of their user")}; test scores may flatter.")];

        int Of(int row) => isByTime ? 0 : users.Numbers[row];
    }

    /// <summary>Of how many test users, where they are more than are ranked.</summary>
    private static string Drawn(RatingIds users, int training)
    {
        var test = users.Numbers.Skip(training).ToList();
        var count = test.Count(user => user == 0) + test.Where(user => user > 0).Distinct().Count();
        return count <= RatingsDataset.MostRanked ? "" : Text($" (of {RatingsDataset.MostRanked:N0} of their {count:N0} users, drawn at random)");
    }

    private static bool IsKnown((int User, int Item) pair) => pair is { User: > 0, Item: > 0 };

    private static int Lone(RatingIds ids, int training) => ids.Numbers.Take(training).Where(number => number > 0).GroupBy(number => number).Count(own => own.Count() == 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
