using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TimeSplitTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("number")]
    [InlineData("iso")]
    [InlineData("european")]
    public void Table_TimeColumn_NewestAreTestAndNextNewestValidation(string way)
    {
        _folder.Write("a.csv", Table(100, i => Time(i, way)));

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Time = "when", TestFraction = 0.2 });
        var split = Splits.Validation(dataset, 0.25, 1);

        Assert.Equal((80, 20), (dataset.Profile.Rows, dataset.Profile.TestRows));
        Assert.Contains("The newest 20 rows are set aside as test data.", dataset.Profile.Notes);
        Assert.All(split.Validation, row => Assert.All(split.Train, older => Assert.True(dataset.Times[older] < dataset.Times[row])));
        Assert.Equal((60, 20), (split.Train.Length, split.Validation.Length));
    }

    [Fact]
    public void Folds_ByTime_AreForwardChaining()
    {
        _folder.Write("a.csv", Table(100, i => Time(i, "number")));
        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Time = "when" });

        var folds = Enumerable.Range(0, 5).Select(fold => Splits.Fold(dataset, fold, 5, 1)).ToList();

        Assert.Equal([50, 60, 70, 80, 90], folds.Select(split => split.Train.Length));
        Assert.All(folds, split => Assert.Equal(10, split.Validation.Length));
        Assert.All(folds, split => Assert.True(split.Train.Max(row => dataset.Times[row]) < split.Validation.Min(row => dataset.Times[row])));
        Assert.Equal(50, folds.SelectMany(split => split.Validation).Distinct().Count());
    }

    /// <summary>Of two users the first one's training rows end at 19, the other's at 119; test rows are at 10 to 14 and 115 to 124.</summary>
    [Theory]
    [InlineData("timestamp", true, "Warning: 10 of 15 test rows are no newer than the newest training row; test scores may flatter.")]
    [InlineData(null, true, "Warning: 10 of 15 test rows are no newer than the newest training row of their user; test scores may flatter.")]
    [InlineData(null, false, "Warning: 10 of 15 test rows are no newer than the newest training row of their user; test scores may flatter.")]
    public void Ratings_OldTestFile_IsPointedOut(string? time, bool hasRatings, string expected)
    {
        string[] Rows(string user, int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => $"{user},i{i},{(hasRatings ? $"{1 + (i % 5)}," : "")}{i}")];
        var header = hasRatings ? "user,item,rating,timestamp" : "user,item,timestamp";
        _folder.Write("train.csv", [header, .. Rows("a", 0, 20), .. Rows("b", 100, 120)]);
        _folder.Write("test.csv", [header, .. hasRatings ? Rows("a", 10, 15) : Rows("a", 10, 15).Select(row => row.Replace(",i", ",j", StringComparison.Ordinal)), .. Rows("b", 115, 125).Select(row => row.Replace(",i", ",j", StringComparison.Ordinal))]);

        var notes = _folder.Load(new TaskSpec { Data = "train.csv", Kind = TaskKind.Recommendation, Time = time }).Profile.Notes;

        Assert.Contains(expected, notes);
    }

    [Fact]
    public void HoldOut_EqualTimes_AreNotCut()
    {
        double[] times = [.. Enumerable.Range(0, 100).Select(i => (double)(i / 30))];

        var held = TimeSplits.HoldOut(times, [], 0.2);

        Assert.Equal(Enumerable.Range(90, 10), Enumerable.Range(0, 100).Where(row => held[row]));
    }

    [Fact]
    public void HoldOut_GroupsOneAfterTheOther_KeepsBoth()
    {
        double[] times = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        var held = TimeSplits.HoldOut(times, [.. Enumerable.Range(0, 100).Select(i => i / 9)], 0.2);

        Assert.Equal(Enumerable.Range(81, 19), Enumerable.Range(0, 100).Where(row => held[row]));
    }

    [Fact]
    public void Table_GroupsOverlapInTime_AreRefusedBeforeAnythingIsTrained()
    {
        _folder.Write("a.csv", Table(100, i => Time(i, "number"), i => $"g{i % 3}"));

        Assert.Equal(
            ["no point in time parts the newest 20 % of the rows from the older ones, since groups overlap in time, and a group stays on one side; give --group or --time-column, not both."],
            _folder.Problems(new TaskSpec { Data = "a.csv", Time = "when", Group = "drive" }));
    }

    [Fact]
    public void Table_TwoTimesOnly_SaysWhatTheNearestCutLeaves()
    {
        _folder.Write("a.csv", Table(100, i => i < 10 ? "1" : "2"));

        Assert.Equal(
            ["no point in time parts the newest 20 % of the rows from the older ones, since too many rows have the same time; the nearest leaves 90 %; give a finer --time-column, or leave it out."],
            _folder.Problems(new TaskSpec { Data = "a.csv", Time = "when" }));
    }

    [Fact]
    public void Table_NoTimeInARow_NamesLineAndText()
    {
        _folder.Write("a.csv", Table(100, i => i is 7 or 9 ? "soon" : Time(i, "iso")));

        Assert.Equal(
            ["a.csv line 13: the time when is \"soon\", neither a number nor a date as the other rows write it, and 1 more is not; correct the file, or name another column with --time-column."],
            _folder.Problems(new TaskSpec { Data = "a.csv", Time = "when" }));
    }

    [Fact]
    public void Table_MissingTimes_CountAsTheOldest()
    {
        _folder.Write("a.csv", Table(100, i => i > 95 ? "" : Time(i, "number")));

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Time = "when" });

        Assert.Contains("when: 4 rows have no time and count as the oldest.", dataset.Profile.Notes);
        Assert.DoesNotContain(Splits.Validation(dataset, 0.2, 1).Validation, row => double.IsNegativeInfinity(dataset.Times[row]));
    }

    [Fact]
    public void Table_TestFileOlderThanTraining_Warns()
    {
        _folder.Write("train.csv", Table(100, i => Time(i, "number")));
        _folder.Write("test.csv", Table(10, i => Time(i + 95, "number")));

        Assert.Contains(
            "Warning: 5 of 10 test rows are no newer than the newest training row; test scores may flatter.",
            _folder.Load(new TaskSpec { Data = "train.csv", Time = "when" }).Profile.Notes);
    }

    [Fact]
    public void Table_TimeColumn_OnlyWhatComesAgainIsLearnedFrom()
    {
        _folder.Write("a.csv", Table(100, i => Time(i, "iso")));
        _folder.Write("b.csv", Table(100, i => Time(i, "number")));

        var (dates, numbers) = (_folder.Load(new TaskSpec { Data = "a.csv", Time = "when" }), _folder.Load(new TaskSpec { Data = "b.csv", Time = "when" }));

        Assert.Contains("when: dates written year-month-day; month, weekday are taken.", dates.Profile.Notes);
        Assert.Equal(2, dates.Profile.Input.Size - numbers.Profile.Input.Size);
    }

    [Fact]
    public void Text_TimeColumn_SplitsToo()
    {
        _folder.Write("a.csv", ["note,when,label", .. Enumerable.Range(0, 100).Select(i => $"{(i % 2 == 0 ? "good" : "bad")} words {i} here,{Time(i, "iso")},{i % 2}")]);

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", Text = ["note"], Time = "when" });

        Assert.Equal(20, Splits.Validation(dataset, 0.2, 1).Validation.Length);
        Assert.Equal(100, dataset.Times.Length);
    }

    [Fact]
    public void Ratings_TimeNamed_AllAreSplitAtOnePointInTime_ElseWithinEachUser()
    {
        _folder.Write("a.csv", ["user,item,rating,timestamp", .. Enumerable.Range(0, 100).Select(i => $"u{i / 25},i{i % 20},{1 + (i % 5)},{i}")]);

        var named = _folder.Load(new TaskSpec { Data = "a.csv", Kind = TaskKind.Recommendation, Time = "timestamp" });
        var found = _folder.Load(new TaskSpec { Data = "a.csv", Kind = TaskKind.Recommendation });

        Assert.Equal(Enumerable.Range(80, 20), Splits.Validation(named, 0.2, 1).Validation);
        Assert.Equal([5, 5, 5, 5], Splits.Validation(found, 0.2, 1).Validation.GroupBy(row => row / 25).Select(own => own.Count()));
        Assert.Equal(Enumerable.Range(50, 10), Splits.Fold(named, 0, 5, 1).Validation);
    }

    private static string Time(int at, string way)
    {
        var date = new DateTime(2024, 1, 30, 0, 0, 0, DateTimeKind.Utc).AddDays(at);
        return way == "number" ? $"{1000 + at}" : date.ToString(way == "iso" ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>Rows in no order of time.</summary>
    private static IEnumerable<string> Table(int rows, Func<int, string> time, Func<int, string>? drive = null) =>
        ["x,when,drive,label", .. Enumerable.Range(0, rows).Select(row => row * 37 % rows).Select(i => $"{(i * 7 % 11) + 0.5},{time(i)},{drive?.Invoke(i) ?? "d" + (i % 2)},{i % 2}")];
}
