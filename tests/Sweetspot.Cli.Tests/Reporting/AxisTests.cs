namespace Sweetspot.Cli.Tests;

public sealed class AxisTests
{
    [Fact]
    public void Linear_Range_TicksAreRound() => Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], Ticks.Linear(0, 1));

    [Fact]
    public void Linear_NarrowRange_TicksStayInside() => Assert.Equal([0.975, 0.98, 0.985], Ticks.Linear(0.973, 0.9869, 3));

    [Fact]
    public void Linear_NoRange_IsOneTick() => Assert.Equal([3], Ticks.Linear(3, 3));

    [Fact]
    public void Log_ManyDecades_ArePowersOfTen() => Assert.Equal([1e2, 1e3, 1e4, 1e5, 1e6], Ticks.Log(100, 1e6).Select(tick => Math.Round(tick)));

    [Fact]
    public void Log_TwoDecades_HasOneTwoFive() => Assert.Equal([2, 5, 10, 20, 50], Ticks.Log(1.5, 90).Select(tick => Math.Round(tick, 6)));

    [Fact]
    public void Log_WithinADecade_IsLinear() => Assert.Equal([2, 3, 4], Ticks.Log(2, 4.5).Where(tick => tick == Math.Truncate(tick)));

    [Fact]
    public void Over_OneValue_HasRoomOnBothSides()
    {
        var axis = Axis.Over("x", [5], isLog: false);

        Assert.Equal(0.5, axis.Place(5), 1e-9);
    }

    [Fact]
    public void Over_NoneOrNotFinite_IsStillAnAxis()
    {
        Assert.NotEmpty(Axis.Over("x", [], isLog: true).Ticks());
        Assert.Equal((0, 1), (Axis.Over("x", [double.NaN], false).Low, Axis.Over("x", [double.NaN], false).High));
    }

    [Fact]
    public void Place_Log_IsByRatio() => Assert.Equal(0.5, new Axis("x", 1, 100, true).Place(10), 1e-9);

    [Theory]
    [InlineData(1e8, 1e12, "100 M|1 B|10 B|100 B|1 T")]
    [InlineData(1e13, 1e16, "10 T|30 T|100 T|300 T|1e15|3e15|1e16")]
    public void Ticks_Counts_AreBillions(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join('|', (new Axis("parameters", low, high, true) { IsCount = true }).Ticks().Select(tick => tick.Label)));

    [Theory]
    [InlineData(0, 4, "0|1|2|3|4")]
    [InlineData(0, 40_000, "0|10 k|20 k|30 k|40 k")]
    [InlineData(0, 4_000_000, "0|1 M|2 M|3 M|4 M")]
    public void Ticks_Labels_AreShort(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join('|', new Axis("x", low, high, false).Ticks().Select(tick => tick.Label)));
}
