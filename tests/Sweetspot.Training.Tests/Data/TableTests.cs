using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class TableTests : IDisposable
{
    private const int Rows = 200;
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", ',')]
    [InlineData("a.csv", ';')]
    [InlineData("a.tsv", '\t')]
    [InlineData("a.csv.gz", ',')]
    public void Table_AnyDelimiter_IsRead(string name, char delimiter)
    {
        _folder.Write(name, Table($"x{delimiter}w{delimiter}label", i => $"{i * 7 % 13}{delimiter}\"a{delimiter} {i % 3}\"{delimiter}{i % 2}"));

        var profile = _folder.Load(new TaskSpec { Data = name }).Profile;

        Assert.Equal(InputShape.Numbers(4), profile.Input);
        Assert.Equal(["0", "1"], profile.Classes);
    }

    [Theory]
    [InlineData("kind", "code: each of its 3 values goes with one kind, as another name of the answer does; if it is not known before the answer, leave it out (--ignore code).")]
    [InlineData("price", "cents: a straight line of it is price itself, or nearly; if it is not known before the answer, leave it out (--ignore cents).")]
    public void Column_ThatIsTheAnswer_IsSaid(string target, string note)
    {
        _folder.Write("t.csv", ["size,kind,code,price,cents", .. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i * i % 17},k{i % 3},{(i % 10 == 4 ? "" : $"{7 - (i % 3)}")},{i * 31 % 59 / 10.0},{(i * 31 % 59 * 10) + 3}"))]);
        var task = new TaskSpec { Data = "t.csv", Target = target };

        Assert.Contains(note, _folder.Load(task).Profile.Notes);
        Assert.DoesNotContain(_folder.Load(task).Profile.Notes, other => other.StartsWith("size:", StringComparison.Ordinal));
    }

    [Fact]
    public void Table_ByteOrderMarkAndCarriageReturns_AreNotData()
    {
        var text = string.Join("\r\n", Table("label,x", i => $"{(i % 2 == 0 ? "yes" : "no")},{i * 7 % 13}")) + "\r\n\r\n";
        _folder.WriteBytes("a.csv", [0xef, 0xbb, 0xbf, .. System.Text.Encoding.UTF8.GetBytes(text)]);

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Equal(Rows, profile.Rows);
        Assert.Equal(["no", "yes"], profile.Classes);
    }

    [Fact]
    public void Columns_OfNoUse_AreLeftOutAndNamed()
    {
        _folder.Write("a.csv", Table("id,x,unit,name,review,label", i => $"{i + 1},{i * 7 % 13},cm,n{i},a long text that nobody wrote before {i * 3 / 4},{i % 2}"));

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Equal(InputShape.Numbers(1), profile.Input);
        Assert.Contains("unit: the same in every row, left out.", profile.Notes);
        Assert.Contains("id, name: ids, left out.", profile.Notes);
        Assert.Contains("review: free text or names that hardly repeat, left out; --text COLUMN learns from a text.", profile.Notes);
    }

    [Theory]
    [InlineData("{0}.5%", 1.5)]
    [InlineData("{0},250", 1_250)]
    [InlineData("1,23{0},567.5", 1_231_567.5)]
    [InlineData("{0},5", 1.5)]
    public void Numbers_AsPeopleWriteThem_AreNumbers(string format, double least)
    {
        _folder.Write("a.tsv", Table("x\tlabel", i => $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, format, (i % 9) + 1)}\t{(i % 9) * 3}.5"));

        var dataset = _folder.Load(new TaskSpec { Data = "a.tsv", Target = "x", Kind = TaskKind.Regression, Transform = TargetTransform.None });

        Assert.Equal(least, dataset.Targets.Min(), 6);
    }

    [Fact]
    public void Numbers_WithMissing_GetTheMedianAndAnIndicator()
    {
        _folder.Write("a.csv", Table("x,label", i => $"{(i % 4 == 0 ? "NA" : i % 4 == 1 ? "inf" : "3")},{i % 2}"));

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv" });
        var encoded = dataset.Encode(Splits.Everything(dataset).Train);

        Assert.Equal(2, encoded.Input.Size);
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 0], encoded.Features[..8]);
        Assert.Contains("x: values are missing, the median stands in and a further input says so.", dataset.Profile.Notes);
    }

    [Fact]
    public void Numbers_WithAFewWords_CountThemAsMissingAndSaySo()
    {
        _folder.Write("a.csv", Table("x,label", i => $"{(i == 5 ? "cheap" : i % 11)},{i % 2}"));

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Contains("x: 1 value such as \"cheap\" is no number and counts as missing.", profile.Notes);
    }

    [Fact]
    public void Numbers_WithManyWords_AreCategories()
    {
        _folder.Write("a.csv", Table("x,label", i => $"{(i % 5 == 0 ? "many" : i % 3)},{i % 2}"));

        Assert.Equal(4, _folder.Load(new TaskSpec { Data = "a.csv" }).Profile.Input.Size);
    }

    [Fact]
    public void Categories_RareOrNewInTest_ArePooled()
    {
        _folder.Write("train.csv", Table("c,label", i => $"{(i == 0 ? "rare" : i % 2 == 0 ? "even" : "odd")},{i % 2}"));
        _folder.Write("test.csv", "label,c", "0,new", "1,odd");

        var dataset = _folder.Load(new TaskSpec { Data = "train.csv" });
        var encoded = dataset.Encode(Splits.Everything(dataset).Train);

        Assert.Equal([0, 0, 1], encoded.Features[..3]);
        Assert.Equal([0, 0, 1, 0, 1, 0], encoded.Features[(3 * Rows)..]);
        Assert.Contains("c (1 of 3): rare values are pooled as (other).", dataset.Profile.Notes);
    }

    [Fact]
    public void Categories_NoneAmongWords_IsAWord()
    {
        _folder.Write("a.csv", Table("fence,label", i => $"{(i % 2 == 0 ? "None" : "Wood")},{i % 2}"));

        Assert.Equal(2, _folder.Load(new TaskSpec { Data = "a.csv" }).Profile.Input.Size);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "year-month-day")]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "year-month-day")]
    [InlineData("dd.MM.yyyy", "day.month.year")]
    [InlineData("M/d/yyyy", "month/day/year")]
    [InlineData("d MMM yyyy", "day month-name year")]
    public void Dates_AreTakenApart(string format, string way)
    {
        var start = new DateTime(2019, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        _folder.Write("a.csv", Table("day,label", i => $"\"{start.AddDays(i).ToString(format, System.Globalization.CultureInfo.InvariantCulture)}\",{i % 2}"));

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Equal(4, profile.Input.Size);
        Assert.Contains($"day: dates written {way}; days, year, month, weekday are taken.", profile.Notes);
    }

    [Theory]
    [InlineData("cat dog", TaskKind.Classification)]
    [InlineData("0 1 2", TaskKind.Classification)]
    [InlineData("0.5 1 2.5 3", TaskKind.Regression)]
    public void Kind_IsInferredFromTheTarget(string values, TaskKind kind)
    {
        var texts = values.Split(' ');
        _folder.Write("a.csv", Table("x,y", i => $"{i % 7},{texts[i % texts.Length]}"));

        Assert.Equal(kind, _folder.Load(new TaskSpec { Data = "a.csv" }).Profile.Kind);
    }

    [Fact]
    public void Kind_ManyWholeNumbers_IsRegression()
    {
        _folder.Write("a.csv", Table("x,y", i => $"{i % 7},{i * 3}"));

        Assert.Equal(TaskKind.Regression, _folder.Load(new TaskSpec { Data = "a.csv" }).Profile.Kind);
    }

    [Fact]
    public void Target_PositiveAndSkewed_IsModelledAsLogarithmUnlessRefused()
    {
        _folder.Write("a.csv", Table("x,y", i => FormattableString.Invariant($"{i % 7},{Math.Exp(i / 40.0)}")));

        var byDefault = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;
        var refused = _folder.Load(new TaskSpec { Data = "a.csv", Transform = TargetTransform.None }).Profile;

        Assert.Equal(TargetTransform.Log, byDefault.Transform);
        Assert.Equal(
            ["Target y: a number (inferred; --task says otherwise), modelled as its logarithm, since it is positive with skewness 1.5 (--target-transform none says otherwise)."],
            byDefault.Notes);
        Assert.Equal(TargetTransform.None, refused.Transform);
    }

    [Fact]
    public void Target_Missing_LeavesRowsOut()
    {
        _folder.Write("a.csv", Table("x,label", i => $"{i % 7},{(i % 10 == 0 ? "" : i % 2)}"));

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Equal(180, profile.Rows);
        Assert.Contains("20 training and 0 test rows without a target are left out.", profile.Notes);
    }

    [Fact]
    public void Classes_OfOneMemberOrOnlyInTest_AreWarnedOf()
    {
        _folder.Write("train.csv", Table("x,label", i => $"{i % 7},{(i == 3 ? "lone" : i % 2)}"));
        _folder.Write("test.csv", "x,label", "1,0", "2,never");

        var dataset = _folder.Load(new TaskSpec { Data = "train.csv" });

        Assert.Equal(-1, dataset.Classes[^1]);
        Assert.Contains("Warning: lone has one training row, which stays in training; validation cannot judge it.", dataset.Profile.Notes);
        Assert.Contains("Warning: 1 test row has a class that no training row has; it counts as wrong.", dataset.Profile.Notes);
    }

    [Fact]
    public void TestFile_ExtraColumns_AreIgnoredWithANote()
    {
        _folder.Write("train.csv", Table("x,label", i => $"{i % 7},{i % 2}"));
        _folder.Write("test.csv", "more,label,x", "9,1,3");

        var dataset = _folder.Load(new TaskSpec { Data = "train.csv" });

        Assert.Equal(1, dataset.Profile.TestRows);
        Assert.Equal(["Test data: test.csv, by its name.", "test.csv: more ignored; the training data have no such columns."], dataset.Profile.Notes[..2]);
    }

    [Fact]
    public void TestFraction_WithGroups_KeepsGroupsWhole()
    {
        _folder.Write("a.csv", Table("who,x,label", i => $"p{i / 10},{i % 7},{i % 2}"));

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv", TestFraction = 0.25, Group = "who" });

        Assert.Equal(50, dataset.Profile.TestRows);
        Assert.Equal(150, dataset.Groups.Length);
        Assert.Equal(15, dataset.Profile.Groups);
        Assert.Equal(InputShape.Numbers(1), dataset.Profile.Input);
    }

    [Fact]
    public void Encoding_StatisticsFromFitRowsOnly_ShapeAlwaysTheSame()
    {
        _folder.Write("a.csv", Table("x,c,label", i => $"{(i < 100 ? i : 1000 + i)},{(i < 100 ? "a" : "b")},{i % 2}"));

        var dataset = _folder.Load(new TaskSpec { Data = "a.csv" });
        var first = dataset.Encode([.. Enumerable.Range(0, 100)]);

        Assert.Equal(dataset.Encode([.. Enumerable.Range(0, Rows)]).Input, first.Input);
        Assert.Equal(0, Enumerable.Range(0, 100).Average(row => first.Features[row * 3]), 4);
        Assert.Equal(4, first.Features[150 * 3]);
    }

    [Fact]
    public void Table_TenThousandColumns_IsRead()
    {
        _folder.Write("a.csv", ["label," + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"x{i}")),
            .. Enumerable.Range(0, 20).Select(row => $"{row % 2}," + string.Join(',', Enumerable.Range(0, 10_000).Select(i => (row * i) % 17)))]);

        Assert.InRange(_folder.Load(new TaskSpec { Data = "a.csv" }).Profile.Input.Size, 9_000, 10_000);
    }

    [Fact]
    public void RowEncoder_OnTheTestFile_GivesTheSameNumbers()
    {
        _folder.Write("train.csv", Table("x,day,c,label", i => $"{(i % 9 == 0 ? "" : i * i)},2020-01-{1 + (i % 28):00},{(i == 0 ? "rare" : i % 3)}k,{i % 2}"));
        _folder.Write("test.csv", "x,day,c,label", "17,2020-02-03,1k,0", ",?,never,1");
        _folder.Write("new.csv", "c,x,day", "1k,17,2020-02-03", "never,,?");
        var dataset = _folder.Load(new TaskSpec { Data = "train.csv" });
        var encoded = dataset.Encode([.. Enumerable.Range(0, 150)]);

        var encoder = RowEncoder.FromJson(encoded.EncoderJson);
        var rows = encoder.Encode(_folder.PathOf("new.csv"));

        Assert.Equal(encoded.Features[(Rows * encoded.Input.Size)..], rows.Data.Features);
        Assert.Equal(["1", "2"], rows.Ids);
        Assert.Equal(["0", "1"], encoder.Classes);
        Assert.Equal("label", encoder.TargetColumn);
    }

    [Fact]
    public void RowEncoder_ColumnsMissing_NamesThemAll()
    {
        _folder.Write("train.csv", Table("width,height,label", i => $"{i % 7},{i % 5},{i % 2}"));
        _folder.Write("new.csv", "id,widht", "a,1");
        var dataset = _folder.Load(new TaskSpec { Data = "train.csv" });
        var encoder = RowEncoder.FromJson(dataset.Encode(Splits.Everything(dataset).Train).EncoderJson);

        var refusal = Assert.Throws<UserInputException>(() => encoder.Encode(_folder.PathOf("new.csv")));

        Assert.Equal(["new.csv: the column width is missing. Did you mean widht?", "new.csv: the column height is missing."], refusal.Problems);
    }

    private static IEnumerable<string> Table(string header, Func<int, string> row) => Enumerable.Range(0, Rows).Select(row).Prepend(header);
}
