namespace Sweetspot.Core;

/// <summary>A numeric gene of a candidate that stands at an end of its range: a better value may lie beyond.</summary>
/// <param name="Gene">Name of the gene.</param>
/// <param name="Value">The end.</param>
/// <param name="IsHighEnd">True at the high end, false at the low one.</param>
public sealed record SpaceEdge(string Gene, GeneValue Value, bool IsHighEnd);
