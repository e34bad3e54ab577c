using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>Which rows of the training data are learned from, and which are held out. Disjoint; related rows (groups) are on one side.</summary>
/// <param name="Train">Zero-based rows to learn from.</param>
/// <param name="Validation">Zero-based rows held out; empty for the final training on everything.</param>
public sealed record Split(ImmutableArray<int> Train, ImmutableArray<int> Validation);
