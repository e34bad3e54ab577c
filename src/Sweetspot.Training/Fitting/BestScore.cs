namespace Sweetspot.Training;

/// <summary>How good the best state of a training is.</summary>
/// <param name="Epoch">Its epoch; 0 before any.</param>
/// <param name="Cost">Its quality, turned so that less is better.</param>
/// <param name="Loss">Its loss on the held-out rows.</param>
/// <param name="TrainingQuality">Its quality on training rows; null where not taken.</param>
internal sealed record BestScore(int Epoch, double Cost, double Loss, double? TrainingQuality);
