using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.TestKit;

/// <summary>A problem with a known front, on which search engines are compared.</summary>
/// <param name="Name">As in the literature.</param>
/// <param name="Genes">Its variables.</param>
/// <param name="Objectives">Number of objectives.</param>
/// <param name="Evaluate">Computes them.</param>
public sealed record TestProblem(string Name, ImmutableArray<FlatGene> Genes, int Objectives, BatchEvaluator Evaluate)
{
    /// <summary>1.1 in each objective.</summary>
    public double[] Reference => [.. Enumerable.Repeat(1.1, Objectives)];
}
