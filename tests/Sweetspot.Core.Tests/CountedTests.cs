namespace Sweetspot.Core.Tests;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(1438, "1,438 rows")]
    public void Of_AnyCount_IsFollowedByItsNoun(long count, string expected) => Assert.Equal(expected, Counted.Of(count, "row"));

    [Theory]
    [InlineData(1, "1 class has")]
    [InlineData(2, "2 classes have")]
    public void Of_NounWithAnotherPlural_TakesIt(long count, string expected) => Assert.Equal(expected, Counted.Of(count, "class has", "classes have"));
}
