namespace Sweetspot.Core;

/// <summary>How much is spent on one evaluation.</summary>
/// <param name="Epochs">Most passes over the training data; early stopping may end sooner.</param>
/// <param name="Dense">Of a final training, those of them that come before pruning; null: nothing is pruned, or the trainer divides them.</param>
public readonly record struct Fidelity(int Epochs, int? Dense = null);
