namespace Sweetspot.Core;

/// <summary>How much is spent on one evaluation.</summary>
/// <param name="Epochs">Most passes over the training data; early stopping may end sooner.</param>
public readonly record struct Fidelity(int Epochs);
