using System.IO.Pipes;

namespace Sweetspot.Execution.Tests;

public sealed class WorkerLifelineTests
{
    [Fact]
    public async Task Token_InputOpen_HoldsUntilItCloses()
    {
        await using var coordinator = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, coordinator.ClientSafePipeHandle);
        using var lifeline = new WorkerLifeline(input);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifeline.Token.Register(ended.SetResult);

        await coordinator.WriteAsync("ignored"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.False(lifeline.Token.IsCancellationRequested);
        await coordinator.DisposeAsync();

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(lifeline.Token.IsCancellationRequested);
    }
}
