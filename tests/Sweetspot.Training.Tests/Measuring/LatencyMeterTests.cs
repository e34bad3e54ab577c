using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class LatencyMeterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measure_SmallMlp_GivesMedianSpreadAndConditions()
    {
        var meter = new LatencyMeter(Make.Gate(), TimeProvider.System);

        var metrics = await meter.MeasureAsync(new MlpShape { Input = InputShape.Numbers(16), Hidden = [32], Outputs = 3 }, Token);

        Assert.Equal(["latency_ms", "throughput_per_s"], metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(metrics.Values, metric => Assert.True(metric.Value > 0 && metric.StandardError >= 0));
        Assert.Matches(
            @"^TorchSharp 0\.107\.0, CPU, 1 thread, batch 1, random weights; median of \d+, p95 [\d.]+ ms", metrics["latency_ms"].Origin.Detail);
    }

    [Fact]
    public async Task Measure_WorkGrowsThousandfold_LatencyGrows()
    {
        var meter = new LatencyMeter(Make.Gate(), TimeProvider.System);

        var metrics = await meter.MeasureAsync(
            [new MlpShape { Input = InputShape.Numbers(64), Hidden = [8], Outputs = 3 }, new MlpShape { Input = InputShape.Numbers(64), Hidden = [2048, 2048], Outputs = 3 }], Token);

        Assert.True(metrics[1]["latency_ms"].Value > metrics[0]["latency_ms"].Value);
        Assert.True(metrics[1]["throughput_per_s"].Value < metrics[0]["throughput_per_s"].Value);
    }

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
