using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class RatingsTests : IDisposable
{
    private static readonly TaskSpec s_task = new() { Data = "ratings.csv", Kind = TaskKind.Recommendation };
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_UsualNames_SaysWhatItFound()
    {
        _folder.Write("ratings.csv", ["genre,userId,movieId,rating,timestamp", .. Rows().Select(row => $"x,{row}")]);

        var profile = _folder.Load(s_task).Profile;

        Assert.Equal(InputShape.Ids(7, 6), profile.Input);
        Assert.Contains("Columns: user userId, item movieId, rating rating, time timestamp; genre not used (--user, --item, --target, --time-column say otherwise).", profile.Notes);
        Assert.Contains("6 users and 5 items in 30 ratings (100 % of all pairs); 0 users and 0 items have one rating.", profile.Notes);
    }

    [Fact]
    public void Load_OtherNames_TakesThoseGiven()
    {
        _folder.Write("ratings.csv", ["who,what,when,liked", .. Rows().Select(row => row.Split(',')).Select(cells => $"{cells[0]},{cells[1]},{cells[3]},{cells[2]}")]);

        var dataset = _folder.Load(s_task with { User = "who", Item = "what", Target = "liked", Time = "when" });

        Assert.Equal(Rows().Select(row => double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture)), dataset.Targets);
    }

    [Fact]
    public void Load_NothingFits_SaysAllOfIt()
    {
        _folder.Write("ratings.csv", "a,b,c", "1,2,3");

        Assert.Equal(
            [
                "--group a: a model of ratings knows its users, so a user's ratings must be on both sides of a split; leave --group out.",
                "ratings.csv: no column of users is found (user, user_id, userId, …); name it with --user. Columns: a, b, c.",
                "ratings.csv: --item names the column bb, which is not there. Did you mean b? Columns: a, b, c.",
            ],
            _folder.Problems(s_task with { Group = "a", Item = "bb" }));
    }

    [Fact]
    public void Validation_WithTimes_HoldsOutTheLatestOfEachUser()
    {
        _folder.Write("ratings.csv", ["user,item,rating,timestamp", .. Rows()]);
        var dataset = _folder.Load(s_task);

        var split = Splits.Validation(dataset, 0.2, 1);

        var ids = dataset.Encode(split.Train).Ids;
        var times = Rows().Select(row => int.Parse(row.Split(',')[3], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(6, split.Validation.Length);
        Assert.All(split.Validation, held => Assert.True(split.Train.Where(row => ids[2 * row] == ids[2 * held]).All(row => times[row] < times[held])));
    }

    [Fact]
    public void Validation_UserWithOneRating_IsAlwaysLearnedFrom()
    {
        _folder.Write("ratings.csv", ["user,item,rating", .. Rows().Select(row => row[..row.LastIndexOf(',')]), "lone,i0,3"]);
        var dataset = _folder.Load(s_task);

        Assert.All(Enumerable.Range(1, 20).Select(seed => Splits.Validation(dataset, 0.4, (ulong)seed)), split => Assert.Contains(30, split.Train));
        Assert.All(Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 1)), split => Assert.Contains(30, split.Train));
        Assert.Contains(dataset.Profile.Notes, note => note.EndsWith("1 user and 0 items have one rating.", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ColdTestRowsAndRepeats_AreCountedAndUnknownIsZero()
    {
        _folder.Write("ratings.csv", ["user,item,rating", .. Rows().Select(row => row[..row.LastIndexOf(',')]), "u0,i0,2"]);
        _folder.Write("new.csv", "item,user,rating", "i1,stranger,4", "i9,u1,2", "i2,u2,5");

        var dataset = _folder.Load(s_task with { Test = "new.csv" });

        Assert.Contains(dataset.Profile.Notes, note => note.StartsWith("Of 3 test rows 1 is warm and 2 cold: 1 has a user and 1 an item that no training row has.", StringComparison.Ordinal));
        Assert.Contains(dataset.Profile.Notes, note => note.StartsWith("Warning: 1 training row repeats a pair", StringComparison.Ordinal));
        Assert.Contains(dataset.Profile.Notes, note => note.StartsWith("Warning: 1 test row has a pair", StringComparison.Ordinal));
        Assert.Equal([0, 2, 2, 0, 3, 3], dataset.Encode(Splits.Everything(dataset).Train).Ids[^6..]);
    }

    [Fact]
    public void Encode_UserThatNoFitRowHas_IsUnknownAndOthersKeepTheirNumbers()
    {
        _folder.Write("ratings.csv", ["user,item,rating", .. Rows().Select(row => row[..row.LastIndexOf(',')])]);
        var dataset = _folder.Load(s_task);

        var encoded = dataset.Encode([.. Enumerable.Range(5, 25)]);
        var again = RowEncoder.FromJson(encoded.EncoderJson).Encode(_folder.PathOf("ratings.csv"));

        Assert.All(Enumerable.Range(0, 5), row => Assert.Equal(0, encoded.Ids[2 * row]));
        Assert.Equal(2, encoded.Ids[10]);
        Assert.Equal(encoded.Ids, again.Data.Ids);
        Assert.Equal(["user: 5 of 30 rows have one that training did not know; they are answered as for an unknown user."], again.Notes);
    }

    [Fact]
    public void Encode_NewFileWithoutItems_SaysSo()
    {
        _folder.Write("ratings.csv", ["user,item,rating", .. Rows().Select(row => row[..row.LastIndexOf(',')])]);
        _folder.Write("new.csv", "user,items", "u0,i0");
        var encoder = RowEncoder.FromJson(_folder.Load(s_task).Encode([0]).EncoderJson);

        var exception = Assert.Throws<UserInputException>(() => encoder.Encode(_folder.PathOf("new.csv")));

        Assert.Equal("new.csv: the column item is missing. Did you mean items?", exception.Message);
    }

    /// <summary>Six users rate five items each, at times that differ.</summary>
    private static List<string> Rows() =>
        [.. Enumerable.Range(0, 30).Select(row => string.Create(CultureInfo.InvariantCulture, $"u{row / 5},i{row % 5},{1 + ((row * 7) % 5)},{1000 + ((row * 11) % 30)}"))];
}
