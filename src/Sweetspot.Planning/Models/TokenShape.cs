namespace Sweetspot.Planning;

/// <summary>A text as ids of tokens.</summary>
/// <param name="Length">Tokens of one example, padding included.</param>
/// <param name="Vocabulary">Number of different ids, those for padding and unknown among them.</param>
public readonly record struct TokenShape(int Length, int Vocabulary);
