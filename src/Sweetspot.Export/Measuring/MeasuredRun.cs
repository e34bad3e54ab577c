namespace Sweetspot.Export;

/// <summary>What one batch size and number of threads gave.</summary>
public sealed record MeasuredRun
{
    /// <summary>Examples a run.</summary>
    public required int Batch { get; init; }

    /// <summary>Threads within an operator; operators run one after another.</summary>
    public required int Threads { get; init; }

    /// <summary>How long a run takes.</summary>
    public required Latency Latency { get; init; }

    /// <summary>FLOPs of a run, of what could be counted.</summary>
    public required double Flops { get; init; }

    /// <summary>Bytes that a run moves at least: weights, inputs and outputs, each once.</summary>
    public required double Bytes { get; init; }

    /// <summary>Tasks of others that wanted a core; null where the system does not say.</summary>
    public required int? OthersRunning { get; init; }

    /// <summary>Examples a second.</summary>
    public double Throughput => Batch * 1000 / Latency.Median;
}
