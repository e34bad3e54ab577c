namespace Sweetspot.Core;

/// <summary>What choosing came to. At most one is there; neither where nothing completed, or nothing was retrained yet.</summary>
/// <param name="Recommendation">The recommended size.</param>
/// <param name="Nearest">Nothing keeps all limits: the nearest, and what to relax.</param>
public sealed record ChoosingOutcome(Recommendation? Recommendation, NearestFeasible? Nearest);
