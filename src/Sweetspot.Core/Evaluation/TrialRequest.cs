namespace Sweetspot.Core;

/// <summary>What an evaluator is asked to do.</summary>
/// <param name="Candidate">The point.</param>
/// <param name="Fidelity">How much to spend.</param>
/// <param name="Seed">Seed of everything random in the evaluation.</param>
/// <param name="Purpose">Why it runs.</param>
/// <param name="Fold">Zero-based fold that is held out; null where the study's fixed validation part is.</param>
public sealed record TrialRequest(
    Candidate Candidate, Fidelity Fidelity, ulong Seed, TrialPurpose Purpose = TrialPurpose.Search, int? Fold = null);
