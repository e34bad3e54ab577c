namespace Sweetspot.Execution;

/// <summary>How a worker claims and holds trials.</summary>
public sealed record WorkerOptions
{
    /// <summary>How long a claim holds without being renewed. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a claim is renewed while its trial runs; several times in a lease. Default 5 s.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a worker that has been idle for a while looks for a waiting trial; right after a trial it looks sooner. Default 50 ms.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Pause before a store that was busy is tried again. Default 500 ms.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a busy store is tried before the worker gives up. Default 20.</summary>
    public int MostTries { get; init; } = 20;

    /// <summary>Longest time for one trial; null for no limit.</summary>
    public TimeSpan? TrialLimit { get; init; }
}
