namespace Sweetspot.Core;

/// <summary>How well one held-out example was answered.</summary>
/// <param name="Row">Zero-based row of the training data.</param>
/// <param name="Score">Higher is better: the row's part of the quality, of accuracy 1 or 0.</param>
public readonly record struct ExampleScore(int Row, float Score);
