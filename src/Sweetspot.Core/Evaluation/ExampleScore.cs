namespace Sweetspot.Core;

/// <summary>How well one held-out example was answered.</summary>
/// <param name="Row">Zero-based row of the training data.</param>
/// <param name="Score">Higher is better: 1 or 0 for a class, minus the squared error for a number.</param>
public readonly record struct ExampleScore(int Row, float Score);
