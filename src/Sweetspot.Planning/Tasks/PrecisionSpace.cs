using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Adds the gene <c>precision</c> to a space: with the values that a study asks for, or in a default space where integers may pay.</summary>
/// <remarks>docs/precision.md has the measurements that the default follows from.</remarks>
internal sealed class PrecisionSpace
{
    private readonly ImmutableArray<string> _values;

    /// <param name="genes">The genes of the space.</param>
    /// <param name="spec">The study; its own precisions come before the default's.</param>
    /// <param name="profile">The data.</param>
    public PrecisionSpace(ImmutableArray<GeneSpec> genes, StudySpec spec, DataProfile profile)
    {
        _values = !spec.Precisions.IsEmpty ? spec.Precisions : spec.Space.IsEmpty ? Default(profile) : [];
        IsChanged = !_values.IsEmpty;
        Genes = IsChanged
            ? [.. genes.Where(gene => gene.Name != PrecisionGene.Name), new GeneSpec { Name = PrecisionGene.Name, Type = "choice", Values = _values }]
            : genes;
    }

    /// <summary>Whether the gene was added.</summary>
    public bool IsChanged { get; }

    /// <summary>The genes with it.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>A line for the user; null where nothing was added.</summary>
    public string? Explanation => IsChanged ? $"precision {Nearest.AnyOf([.. _values])}: quality is measured again after quantisation" : null;

    /// <summary>A population with the gene: each point in the first precision, and every second, from the largest, in the others too.</summary>
    public IEnumerable<Candidate> Expand(IReadOnlyList<Candidate> population, SearchSpace space) => !IsChanged
        ? population
        : population.SelectMany((candidate, index) => _values.Where((_, order) => order == 0 || (population.Count - 1 - index) % 2 == 0).Select(value => With(candidate, value, space)));

    private static Candidate With(Candidate candidate, string precision, SearchSpace space) => space.Create(
        space.Genes.ToDictionary(gene => gene.Name, gene => gene.Name == PrecisionGene.Name ? GeneValue.Of(precision) : candidate.Find(gene.Name) ?? gene.FromUnit(0)));

    private static ImmutableArray<string> Default(DataProfile profile) => [];
}
