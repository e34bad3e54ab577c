namespace Sweetspot.Training.Tests;

public sealed class MachineProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probe_ThisMachine_EveryFigureIsPositive()
    {
        var report = await new MachineProbe(Make.Gate()).MeasureAsync(Token);

        Assert.True(report.PeakFlopsPerSecond > 1e8);
        Assert.True(report.BytesPerSecond > 1e8);
        Assert.True(report.MemoryBytes > 0);
        Assert.Equal(Environment.ProcessorCount, report.Cores);
        Assert.Contains("TorchSharp", report.Libraries.Keys);
    }

    [Fact]
    public async Task Probe_AllCores_DoAtLeastHalfOfWhatOneThreadDoes()
    {
        var report = await new MachineProbe(Make.Gate()).MeasureAllCoresAsync(Token);

        Assert.True(report.AllCoresFlopsPerSecond > report.PeakFlopsPerSecond / 2);
        Assert.True(report.AllCoresBytesPerSecond > report.BytesPerSecond / 2);
    }
}
