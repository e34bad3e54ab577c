namespace Sweetspot.Core;

/// <summary>Computes the objectives of some individuals.</summary>
/// <param name="genes">[n × genes], row-major.</param>
/// <param name="objectives">Written: [n × objectives], row-major; finite, smaller is better.</param>
public delegate void BatchEvaluator(ReadOnlySpan<double> genes, Span<double> objectives);
