namespace Sweetspot.Export;

/// <summary>What all nodes of one operator cost together.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="Count">Nodes.</param>
/// <param name="Flops">FLOPs of one run; null where they cannot be told.</param>
public sealed record OperatorCost(string Operator, int Count, double? Flops);
