namespace Sweetspot.Planning.Tests;

public class AmountsTests
{
    [Theory]
    [InlineData("1e21", 1e21)]
    [InlineData("200B", 2e11)]
    [InlineData("1.5T", 1.5e12)]
    [InlineData("10,000,000", 1e7)]
    [InlineData("50k", 5e4)]
    [InlineData("$50000", 5e4)]
    public void Read_Count_IsTheNumber(string text, double value) => Assert.Equal(value, Amounts.Read(text)!.Value, 1e-6 * value);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    [InlineData("1e999")]
    [InlineData("")]
    public void Read_NoCountAboveZero_IsNull(string text) => Assert.Null(Amounts.Read(text));

    [Theory]
    [InlineData("300ms", 0.3)]
    [InlineData("1.5s", 1.5)]
    [InlineData("12h", 43200)]
    [InlineData("7d", 604800)]
    public void ReadSeconds_Time_IsInSeconds(string text, double seconds) => Assert.Equal(seconds, Amounts.ReadSeconds(text)!.Value, 1e-9);

    [Theory]
    [InlineData("300")]
    [InlineData("-1s")]
    [InlineData("ms")]
    public void ReadSeconds_NoTime_IsNull(string text) => Assert.Null(Amounts.ReadSeconds(text));
}
