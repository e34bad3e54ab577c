using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Sizes to begin with in a space that the user gave: from all genes low to all genes high, for each family.</summary>
internal static class SizeLadder
{
    private static readonly double[] s_rungs = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>Distinct candidates, smallest genes first.</summary>
    public static IEnumerable<Candidate> Of(SearchSpace space)
    {
        var categories = space.Genes.FirstOrDefault(gene => !gene.IsOrdered);
        var choices = categories is null ? [(GeneValue?)null] : categories.Grid(int.MaxValue).Select(value => (GeneValue?)value);
        var candidates = from rung in s_rungs
                         from choice in choices.Take(3)
                         select space.Create(space.Genes.ToDictionary(gene => gene.Name, gene => gene == categories ? choice!.Value : gene.FromUnit(rung)));
        return candidates.DistinctBy(candidate => candidate.Key);
    }
}
