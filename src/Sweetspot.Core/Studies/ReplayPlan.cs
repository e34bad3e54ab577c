namespace Sweetspot.Core;

/// <summary>What a replay may spend.</summary>
public sealed record ReplayPlan
{
    /// <summary>Seed of the trials.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Fidelity of every trial whose algorithm says no other.</summary>
    public required Fidelity Fidelity { get; init; }

    /// <summary>Most trials.</summary>
    public required int Trials { get; init; }

    /// <summary>Virtual time after which no trial begins.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    /// <summary>Simulated workers.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether a candidate that is trained further goes on from where it stopped, and takes the difference only.</summary>
    public bool IsResumable { get; init; }
}
