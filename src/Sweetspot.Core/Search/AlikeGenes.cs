namespace Sweetspot.Core;

/// <summary>Genes that are likely the same kind of part in several places: three and more with the same short list of values.</summary>
internal static class AlikeGenes
{
    /// <summary>Values of the longest list that is short.</summary>
    public const int ShortList = 8;

    private const int Fewest = 3;

    /// <summary>Every set of such genes, in the order of their first ones.</summary>
    public static IReadOnlyList<IReadOnlyList<Gene>> Of(SearchSpace space) =>
    [
        .. space.Genes.Where(gene => gene.LevelCount is > 1 and <= ShortList)
            .GroupBy(gene => string.Join('\n', Enumerable.Range(0, (int)gene.LevelCount!.Value).Select(level => gene.Level(level))))
            .Where(alike => alike.Count() >= Fewest)
            .Select(alike => alike.ToList()),
    ];
}
