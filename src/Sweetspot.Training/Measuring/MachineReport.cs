namespace Sweetspot.Training;

/// <summary>What this machine can do, as measured and as it says of itself.</summary>
public sealed record MachineReport
{
    /// <summary>FLOP/s of a 1024³ single-precision matrix product on one thread, the best of several.</summary>
    public required double PeakFlopsPerSecond { get; init; }

    /// <summary>Bytes a second, read and written, of a copy far larger than the caches on one thread, the best of several.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>The same with every core multiplying at once, added up; null where it was not measured.</summary>
    public double? AllCoresFlopsPerSecond { get; init; }

    /// <summary>The same with every core copying at once, added up; null where it was not measured.</summary>
    public double? AllCoresBytesPerSecond { get; init; }

    /// <summary>Logical cores that this process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Name of the processor; null where the system does not say.</summary>
    public required string? Processor { get; init; }

    /// <summary>Memory that this process may use, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Operating system.</summary>
    public required string System { get; init; }

    /// <summary>Libraries by name with their versions.</summary>
    public required IReadOnlyDictionary<string, string> Libraries { get; init; }

    /// <summary>How libtorch's native part was found.</summary>
    public required string TorchLoadedFrom { get; init; }
}
