namespace Sweetspot.Core;

/// <summary>An end of a gene's range at which a candidate sits.</summary>
/// <param name="Gene">Name of the gene.</param>
/// <param name="Value">The value at the end.</param>
/// <param name="IsHigh">The high end; false: the low end.</param>
public sealed record SpaceEdge(string Gene, GeneValue Value, bool IsHigh);
