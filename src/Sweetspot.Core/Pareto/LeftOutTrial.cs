namespace Sweetspot.Core;

/// <summary>A trial that does not stand for the front, and why.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Reason">Why: its state and reason, or the objective that it has no value of.</param>
public sealed record LeftOutTrial(Trial Trial, string Reason);
