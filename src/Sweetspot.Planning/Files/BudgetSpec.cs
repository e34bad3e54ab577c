namespace Sweetspot.Planning;

/// <summary>What a study may spend. The search ends when the first is used up.</summary>
public sealed record BudgetSpec
{
    /// <summary>Candidates to try; null: 60.</summary>
    public int? Trials { get; init; }

    /// <summary>Wall-clock time, the finalists' retraining included; null: 75 s for digits, otherwise 3 minutes.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Worker processes; null: one a core.</summary>
    public int? Workers { get; init; }
}
