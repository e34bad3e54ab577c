namespace Sweetspot.Planning;

/// <summary>What a candidate plan comes to; plain numbers, made by the hundred thousand.</summary>
public readonly record struct PlanPoint
{
    /// <summary>Expected loss.</summary>
    public double Loss { get; init; }

    /// <summary>Tokens that it is trained on.</summary>
    public double Tokens { get; init; }

    /// <summary>Tokens a second of all devices.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Seconds of training.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds times devices.</summary>
    public double DeviceSeconds { get; init; }

    /// <summary>Bytes on the fullest device.</summary>
    public double MemoryBytes { get; init; }

    /// <summary>The limit that it breaks most.</summary>
    public PlanBreak Broken { get; init; }

    /// <summary>By how many times; 0 where it keeps all.</summary>
    public double Violation { get; init; }

    /// <summary>Whether it keeps all limits.</summary>
    public bool IsFeasible => Violation == 0;
}
