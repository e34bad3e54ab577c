using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>The model that distilled candidates of a study learn from.</summary>
/// <param name="Number">Number of the trial that it was chosen by.</param>
/// <param name="Candidate">The point.</param>
/// <param name="BestEpoch">Epoch of that trial's best checkpoint: how long it trains where nothing is held out.</param>
public sealed record Teacher(long Number, Candidate Candidate, int BestEpoch);
