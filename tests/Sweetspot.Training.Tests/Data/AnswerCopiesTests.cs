using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Columns that say the answer under another name.</summary>
public sealed class AnswerCopiesTests
{
    private const int Rows = 60;

    private static readonly double[] s_prices = [.. Enumerable.Range(0, Rows).Select(row => 1e6 + (row * 31 % 59 / 10.0))];

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(20, 1, true)] // rows without a value
    [InlineData(31, 1, false)] // fewer than half have one
    [InlineData(0, 1.001, false)] // the last row lies off the line
    public void Describe_LineOfTheNumber_IsSoWhereAllRowsWithAValueLieOnIt(int missing, double last, bool isSaid)
    {
        var column = TextColumn.Of("cents", s_prices.Select((price, row) => row < missing ? "" : ((price * 10) + 3).ToString(CultureInfo.InvariantCulture)).SkipLast(1)
            .Append((((s_prices[^1] * 10) + 3) * last).ToString(CultureInfo.InvariantCulture)));
        var copies = new AnswerCopies(new Target { Kind = TaskKind.Regression, Numbers = [.. s_prices] }, "price", [.. Enumerable.Range(0, Rows)]);

        Assert.Equal(isSaid ? "a straight line of it is price itself, or nearly" : null, copies.Describe(column));
    }

    [Theory]
    [InlineData(6, Rows, 6)]
    [InlineData(6, Rows - 1, null)] // the last row contradicts
    [InlineData(12, Rows, 12)] // five rows a value
    [InlineData(15, Rows, null)] // four
    [InlineData(1, Rows, null)] // fewer values than classes
    public void Describe_NameOfTheClass_IsSoWhereEachValueGoesWithOne(int values, int agreeing, int? said)
    {
        var classes = Enumerable.Range(0, Rows).Select(row => row < agreeing ? row % 3 : (row + 1) % 3).ToImmutableArray();
        var column = TextColumn.Of("code", Enumerable.Range(0, Rows).Select(row => $"v{row % values}"));
        var copies = new AnswerCopies(new Target { Kind = TaskKind.Classification, ClassNames = ["a", "b", "c"], Classes = classes }, "kind", [.. Enumerable.Range(0, Rows)]);

        Assert.Equal(said is null ? null : $"each of its {said} values goes with one kind, as another name of the answer does", copies.Describe(column));
    }
}
