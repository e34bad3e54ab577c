namespace Sweetspot.Planning;

/// <summary>One point of a learning curve by size: of data, of parameters, of compute.</summary>
/// <param name="Size">The size; above 0.</param>
/// <param name="Error">The error or loss at it; above 0, smaller is better.</param>
public readonly record struct SizePoint(double Size, double Error);
