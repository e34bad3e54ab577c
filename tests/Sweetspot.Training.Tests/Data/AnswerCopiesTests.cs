using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Columns that say the answer under another name.</summary>
public sealed class AnswerCopiesTests
{
    private const int Rows = 60;

    private static readonly double[] s_prices = [.. Enumerable.Range(0, Rows).Select(row => 1e6 + (row * 31 % 59 / 10.0))];

    [Theory]
    [InlineData(0, 1, "a straight line of it is price itself, or nearly")]
    [InlineData(20, 1, "a straight line of it is price itself, or nearly")] // rows without a value
    [InlineData(31, 1, null)] // fewer than half have one
    [InlineData(0, 1.0000002, "a straight line of it follows price nearly (r = 0.9998)")]
    [InlineData(0, 1.001, null)] // the last row lies off the line
    public void Describe_LineOfTheNumber_IsSoWhereAllRowsWithAValueLieOnItOrNearIt(int missing, double last, string? said)
    {
        var column = TextColumn.Of("cents", s_prices.Select((price, row) => row < missing ? "" : ((price * 10) + 3).ToString(CultureInfo.InvariantCulture)).SkipLast(1)
            .Append((((s_prices[^1] * 10) + 3) * last).ToString(CultureInfo.InvariantCulture)));
        var copies = new AnswerCopies(new Target { Kind = TaskKind.Regression, Numbers = [.. s_prices] }, "price", [.. Enumerable.Range(0, Rows)]);

        Assert.Equal(said, copies.Describe(column));
    }

    [Theory]
    [InlineData(6, Rows, "each of its 6 values goes with one kind, as another name of the answer does")]
    [InlineData(6, Rows - 1, "agrees with kind in 98.3 % of rows (each of its 6 values with one), as another name of the answer does")] // the last row contradicts
    [InlineData(6, Rows - 2, null)]
    [InlineData(12, Rows, "each of its 12 values goes with one kind, as a finer name of the answer does, or one of rows that belong together (--group code keeps those on one side of a split)")] // five rows a value
    [InlineData(12, Rows - 1, null)] // more values than names would have
    [InlineData(15, Rows, null)] // four rows a value
    [InlineData(1, Rows, null)] // fewer values than classes
    public void Describe_NameOfTheClass_IsSoWhereEachValueGoesWithOneOrNearlyAllRowsDo(int values, int agreeing, string? said)
    {
        var classes = Enumerable.Range(0, Rows).Select(row => row < agreeing ? row % 3 : (row + 1) % 3);

        Assert.Equal(said, Describe(classes, row => $"v{row % values}"));
    }

    [Fact]
    public void Describe_RareClassMissed_IsNoNameHoweverManyRowsAgree()
    {
        // One row in twenty is of the rare class: a column that names three of five such rows agrees in more than 98 % of all.
        static bool IsRare(int row) => row % 20 == 0;
        var classes = Enumerable.Range(0, 2 * Rows).Select(row => IsRare(row) ? 1 : 0);

        Assert.Null(Describe(classes, row => IsRare(row) && row % 60 != 0 ? "rare" : "common"));
        Assert.NotNull(Describe(classes, row => IsRare(row) ? "rare" : "common"));
    }

    [Fact]
    public void Describe_ValuesOfOneRowEach_SayNothing()
    {
        var classes = Enumerable.Range(0, 2 * Rows).Select(row => row < 100 ? row / 50 : row % 2);

        Assert.Null(Describe(classes, row => row < 100 ? $"v{row / 50}" : $"id {row}"));
    }

    private static string? Describe(IEnumerable<int> classes, Func<int, string> code)
    {
        var answers = new Target { Kind = TaskKind.Classification, Classes = [.. classes], ClassNames = [.. classes.Distinct().Order().Select(index => $"c{index}")] };
        return new AnswerCopies(answers, "kind", [.. Enumerable.Range(0, answers.Classes.Length)])
            .Describe(TextColumn.Of("code", Enumerable.Range(0, answers.Classes.Length).Select(code)));
    }
}
