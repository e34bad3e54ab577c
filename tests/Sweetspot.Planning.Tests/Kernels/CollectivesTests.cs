namespace Sweetspot.Planning.Tests;

/// <summary>Exchanges between devices.</summary>
public sealed class CollectivesTests
{
    private static readonly Hardware H100 = HardwareCatalogue.Find("H100");

    [Fact]
    public void Ring_AllReduceOfOneGibOverEight_IsTheIdealTime() =>
        Assert.Equal(6.26e-3, Collectives.RingSeconds(8, 2 * Math.Pow(2, 30), 300e9), 5e-6);

    /// <summary>Measured: 0.322 ms, 365 GB/s through each link.</summary>
    [Fact]
    public void AllReduce_64MibOverEightH100_IsNearTheMeasurement() =>
        Assert.Equal(1, Collectives.AllReduce(DeviceGroup.Of(H100, 8), 1 << 26) / 0.322e-3, 0.25);

    [Fact]
    public void AllReduce_OneDevice_TakesNothing() => Assert.Equal(0, Collectives.AllReduce(DeviceGroup.Of(H100, 1), 1e9));

    [Fact]
    public void AllReduce_TwoNodes_GoesAtThePaceOfTheNetwork()
    {
        var (within, between) = (Collectives.AllReduce(DeviceGroup.Of(H100, 8), 1e9), Collectives.AllReduce(DeviceGroup.Of(H100, 8, stride: 8), 1e9));

        Assert.InRange(between / within, 7, 10);
    }

    [Fact]
    public void AllReduce_Large_IsAReduceScatterAndAGather()
    {
        var group = DeviceGroup.Of(H100, 32);

        Assert.Equal(1, (Collectives.ReduceScatter(group, 1e10) + Collectives.AllGather(group, 1e10)) / Collectives.AllReduce(group, 1e10), 0.01);
    }

    [Fact]
    public void AllToAll_WithinANode_MovesAllButOnesOwnPart()
    {
        var seconds = Collectives.AllToAll(DeviceGroup.Of(H100, 8), 1e9);

        Assert.Equal(CollectiveConstants.Shipped.LaunchSeconds + (7 / 8.0 * 1e9 / (450e9 * CollectiveConstants.Shipped.LinkShare)), seconds, 1e-9);
    }

    [Theory]
    [InlineData(8, 1, 8)]
    [InlineData(64, 1, 8)]
    [InlineData(4, 8, 1)]
    [InlineData(4, 2, 4)]
    [InlineData(8, 2, 4)]
    public void Group_PackedDensely_HasAsManyInANodeAsFit(int devices, int stride, int perNode) => Assert.Equal(perNode, DeviceGroup.Of(H100, devices, stride).PerNode);

    [Fact]
    public void Send_BetweenNodes_TakesTheNetwork()
    {
        var (within, between) = (Collectives.Send(DeviceGroup.Of(H100, 2), 1 << 26), Collectives.Send(DeviceGroup.Of(H100, 2, stride: 8), 1 << 26));

        Assert.Equal(1, within / 193e-6, 0.15);
        Assert.Equal(1, between / 1871e-6, 0.05);
    }
}
