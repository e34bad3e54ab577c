namespace Sweetspot.Execution;

/// <summary>How many workers run and when the pool gives up.</summary>
public sealed record WorkerProcessesOptions
{
    /// <summary>How many processes; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Deaths in a row of workers that held no trial (they cannot even start), before the pool gives up. Default 3.</summary>
    public int MostIdleDeaths { get; init; } = 3;

    /// <summary>Deaths in a row without any finished trial, before the pool gives up: more than one bad trial can cause. Default 6.</summary>
    public int MostDeaths { get; init; } = 6;

    /// <summary>The system's counter of processes killed because memory ran out; null: that of this process's control group, or else this machine's.</summary>
    internal Func<long?>? MemoryKills { get; init; }

    /// <summary>Workers that a trial may take with it before it is lost. Default 2.</summary>
    public int MostAttempts { get; init; } = 2;

    /// <summary>How long a worker may take to end once its standard input is closed. Default 5 s.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);
}
