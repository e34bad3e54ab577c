namespace Sweetspot.Planning;

/// <summary>What is wrong with one expression; caught where the place in the study is known, never shown by itself.</summary>
internal sealed class ExpressionException(string problem) : Exception(problem);
