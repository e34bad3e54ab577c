namespace Sweetspot.Training.Tests;

public sealed class TrainingGateTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sweetspot-test-{Guid.NewGuid():n}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Train_TwoTrainings_BothPassAndAMeasurerWaits()
    {
        using var first = Gate().Train(Token);
        using var second = Gate().Train(Token);

        var measuring = Gate().MeasureAsync(Token);

        Assert.NotSame(measuring, await Task.WhenAny(measuring, Task.Delay(60, Token)));
        first.Dispose();
        second.Dispose();
        (await measuring).Dispose();
    }

    [Fact]
    public async Task StepBoundary_MeasurerWaits_LetsItGoFirst()
    {
        using var pass = Gate().Train(Token);
        var measured = false;
        var measuring = Task.Run(
            async () =>
            {
                using (await Gate().MeasureAsync(Token))
                {
                    measured = true;
                }
            },
            Token);

        while (!measured)
        {
            pass.StepBoundary(Token);
            await Task.Delay(1, Token);
        }

        await measuring;
        Assert.True(pass.WaitedSeconds > 0);
    }

    [Fact]
    public async Task Train_WhileMeasuring_WaitsUntilCancelled()
    {
        using var measuring = await Gate().MeasureAsync(Token);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        Assert.Throws<OperationCanceledException>(() => Gate().Train(source.Token));
    }

    [Fact]
    public async Task MeasureAsync_TwoMeasurers_OneAfterTheOther()
    {
        var first = await Gate().MeasureAsync(Token);
        var second = Gate().MeasureAsync(Token);

        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(30, Token)));
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Gate_FolderCannotBeMade_LocksNothing()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", Token);
        var gate = new TrainingGate(Path.Combine(file, "below"), TimeProvider.System);

        using var pass = gate.Train(Token);
        using var measuring = await gate.MeasureAsync(Token);

        Assert.False(gate.IsWorking);
    }

    private TrainingGate Gate() => new(_folder, TimeProvider.System);
}
