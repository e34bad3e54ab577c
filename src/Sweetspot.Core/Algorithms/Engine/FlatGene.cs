namespace Sweetspot.Core;

/// <summary>One gene of an <see cref="EvolutionEngine"/>: a number in a flat array.</summary>
/// <param name="Kind">What its numbers mean.</param>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
public readonly record struct FlatGene(FlatGeneKind Kind, double Low, double High)
{
    /// <summary>Any number of a range.</summary>
    public static FlatGene Real(double low, double high) => Checked(new FlatGene(FlatGeneKind.Real, low, high));

    /// <summary>The whole numbers of a range.</summary>
    public static FlatGene Whole(long low, long high) => Checked(new FlatGene(FlatGeneKind.Whole, low, high));

    /// <summary>The places 0 … <paramref name="levels"/> − 1 of an ordered list.</summary>
    public static FlatGene Ordinal(int levels) => Checked(new FlatGene(FlatGeneKind.Whole, 0, levels - 1));

    /// <summary>The places 0 … <paramref name="levels"/> − 1 of a list without an order.</summary>
    public static FlatGene Categorical(int levels) => Checked(new FlatGene(FlatGeneKind.Categorical, 0, levels - 1));

    private static FlatGene Checked(FlatGene gene) => double.IsFinite(gene.High - gene.Low) && gene.Low <= gene.High
        ? gene
        : throw new ArgumentException(FormattableString.Invariant($"a gene from {gene.Low} to {gene.High} has no values"));
}
