namespace Sweetspot.Training.Tests;

public sealed class MachineLoadTests
{
    [Theory]
    [InlineData("0.20 0.18 0.12 3/80 11206", 2)]
    [InlineData("0.20 0.18 0.12 0/80 11206", 0)]
    [InlineData("nonsense", null)]
    public void Parse_LineOfTheKernel_CountsOthers(string line, int? others) => Assert.Equal(others, MachineLoad.Parse(line));

    [Fact]
    public void Warning_AsManyOthersAsCores_SaysSo()
    {
        Assert.Equal("busy machine: 2 other tasks on 2 cores, the value may be too slow", MachineLoad.Warning(2, 2));
        Assert.Null(MachineLoad.Warning(1, 2));
        Assert.Null(MachineLoad.Warning(null, 2));
    }
}
