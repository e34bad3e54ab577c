namespace Sweetspot.Training;

/// <summary>A model's answer for one row.</summary>
/// <param name="Answer">Name of the class, or the text of a translation; null for regression.</param>
/// <param name="Value">The number answered, on the data's scale; for classes, the probability of the answer; for translations NaN.</param>
/// <param name="Probabilities">Probability of each class, in the order of the classes; empty for regression.</param>
public sealed record Prediction(string? Answer, double Value, IReadOnlyList<double> Probabilities);
