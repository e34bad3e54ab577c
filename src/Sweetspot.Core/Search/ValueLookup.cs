namespace Sweetspot.Core;

/// <summary>Reads a gene, a derived value, or a computed or measured quantity by name.</summary>
/// <returns>The value; null where the name has none here (an inactive gene, a metric not yet known).</returns>
public delegate GeneValue? ValueLookup(string name);
