using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <content>What the genes of compression change.</content>
public sealed partial class StudyDefinition
{
    /// <summary>A size to begin with in a space to which the genes of compression were added: as it is.</summary>
    private Candidate Uncompressed(Candidate candidate) => Spec.Compress
        ? Space.Create(Genes.ToDictionary(gene => gene.Name, gene => candidate.Find(gene.Name)
            ?? (gene.Name == Compression.DistillGene ? GeneValue.Of(Compression.Off) : GeneValue.Of(0))))
        : candidate;

    private IEnumerable<string> ExplainCompression()
    {
        var genes = Genes.Where(gene => gene.Name is Compression.PruneGene or Compression.DistillGene).ToList();
        if (genes.Count > 0)
        {
            yield return $"searched besides: {string.Join("; ", genes.Select(gene => $"{gene.Name} {string.Join(", ", gene.Values)}"))}. Sizes and costs are those of what is left";
        }
    }

    /// <summary>The limits of a default space keep trainings short, so what is trained before it is pruned has to keep them too.</summary>
    private IEnumerable<Constraint> UnprunedLimits(DefaultSpace? fallback, NameTable names)
    {
        if (fallback is null || Genes.All(gene => gene.Name != Compression.PruneGene))
        {
            return [];
        }

        ImmutableArray<string> genes = [.. ModelGenes.Specs.Select(gene => gene.Name).Where(name => Genes.Any(gene => gene.Name == name))];
        ValueLookup OfUnpruned(ValueLookup lookup)
        {
            var plain = Compression.Plain(new Candidate(genes.Where(name => lookup(name) is not null).Select(name => KeyValuePair.Create(name, lookup(name)!.Value))));
            return name => plain.Find(name) ?? (Compute(plain).TryGetValue(name, out var known) ? GeneValue.Of(known.Value) : null);
        }

        return fallback.Constraints.SelectMany(text => Expressions.Constraints(text, names)).Where(limit => limit.Knowledge == Knowledge.Computed)
            .Select(limit => new Constraint(
                $"{limit.Text} {UnprunedLimit}", Knowledge.Genes, genes, lookup => limit.Violation(OfUnpruned(lookup)), lookup => limit.Describe(OfUnpruned(lookup))));
    }
}
