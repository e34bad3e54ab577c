namespace Sweetspot.Core;

/// <summary>Counts the distinct points of a space.</summary>
internal static class SpaceSize
{
    /// <summary>Beyond this, a space counts as unbounded.</summary>
    public const long Largest = 10_000_000;

    /// <summary>
    /// The exact count, or null where it is continuous or larger than <see cref="Largest"/>. Only genes that some condition reads are walked
    /// through; the others multiply.
    /// </summary>
    public static long? Of(SearchSpace space)
    {
        if (space.Genes.Any(gene => gene.LevelCount is null))
        {
            return null;
        }

        var read = space.Genes.SelectMany(gene => gene.When?.Names ?? []).ToHashSet(StringComparer.Ordinal);
        var count = CountFrom(space, read, 0, 1, []);
        return count > Largest ? null : count;
    }

    private static long CountFrom(
        SearchSpace space, HashSet<string> read, int index, long factor, List<KeyValuePair<string, GeneValue>> chosen)
    {
        if (factor > Largest || index == space.Genes.Length)
        {
            return factor;
        }

        var gene = space.Genes[index];
        if (gene.When is not null && !gene.When.Holds(name => SearchSpace.FindIn(chosen, name)))
        {
            return CountFrom(space, read, index + 1, factor, chosen);
        }

        var levels = gene.LevelCount!.Value;
        if (!read.Contains(gene.Name))
        {
            return CountFrom(space, read, index + 1, levels > Largest ? levels : factor * levels, chosen);
        }

        var total = 0L;
        for (var level = 0L; level < levels && total <= Largest; level++)
        {
            chosen.Add(new(gene.Name, gene.Level(level)));
            total += CountFrom(space, read, index + 1, factor, chosen);
            chosen.RemoveAt(chosen.Count - 1);
        }

        return total;
    }
}
