namespace Sweetspot.Core;

/// <summary>One point of a learning curve.</summary>
/// <param name="Epoch">Passes over the training data so far, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's training batches; null where not finite.</param>
/// <param name="ValidationLoss">Loss on held-out data; null where not finite.</param>
/// <param name="TrainingQuality">The primary quality metric on (a sample of) the training data; null where not taken.</param>
/// <param name="ValidationQuality">The primary quality metric on held-out data; null where not finite.</param>
public sealed record CurvePoint(
    int Epoch, double? TrainingLoss, double? ValidationLoss, double? TrainingQuality, double? ValidationQuality);
