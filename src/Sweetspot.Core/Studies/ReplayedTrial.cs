namespace Sweetspot.Core;

/// <summary>What came of a request in a replay, and how long it took there.</summary>
/// <param name="Evaluation">The outcome.</param>
/// <param name="Duration">Virtual time, not negative.</param>
public sealed record ReplayedTrial(Evaluation Evaluation, TimeSpan Duration);
