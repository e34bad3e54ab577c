namespace Sweetspot.Core;

/// <summary>
/// The points that a search begins with, before it can learn: what the settings give, the smallest and the largest, then a Latin hypercube. Where several genes are the same kind of part,
/// the first points of the hypercube, half of it at most, have the same in all of these places as far as there are such points: one for each value between the smallest and the largest.
/// </summary>
/// <remarks>
/// Designs for mixtures begin with the pure ones (Scheffé 1958, doi:10.1111/j.2517-6161.1958.tb00299.x): points drawn at random are mixtures, so a model would have to guess what a part does
/// throughout, and the cheapest and the fastest are often such.
/// </remarks>
internal static class StartPoints
{
    /// <summary>Different feasible points, in their order: 8 to 14 by the number of genes, and at least two more than the settings give.</summary>
    public static IReadOnlyList<Candidate> Of(AlgorithmSettings settings)
    {
        var space = settings.Space.Space;
        var size = Math.Max(settings.InitialPopulation.Count + 2, Math.Clamp(space.Genes.Length + 4, 8, 14));
        var drawn = settings.InitialPopulation.Count + 2;
        var throughout = settings.Without.Contains(SearchPart.Start) ? [] : Throughout(space).Take((size - drawn) / 2).ToList();
        var sample = new StratifiedSample(settings with { PopulationSize = size });
        var start = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        for (var number = 0; number < sample.Size; number++)
        {
            var random = RandomStream.For(settings.Seed, number, "start");
            var wanted = sample.At(number, random);
            if (number >= drawn && number - drawn < throughout.Count)
            {
                var (genes, value) = throughout[number - drawn];
                var pure = space.Decode([.. space.GenomeOf(wanted, random).Select((other, index) => genes.Contains(space.Genes[index]) ? value : other)]);
                wanted = (settings.Points?.Contains(pure) ?? settings.Space.IsFeasible(pure)) ? pure : wanted;
            }

            var found = settings.Points is { } points
                ? points.Nearest(wanted, candidate => start.ContainsKey(candidate.Key), random)
                : settings.Space.Repair(wanted, random) ?? settings.Space.Sample(random);
            if (found is not null)
            {
                start.TryAdd(found.Key, found);
            }
        }

        return [.. start.Values];
    }

    /// <summary>Each value that genes of a kind may have in common; of an order not its ends, which the smallest and the largest point have.</summary>
    private static IEnumerable<(IReadOnlyList<Gene> Genes, GeneValue Value)> Throughout(SearchSpace space) =>
        from genes in AlikeGenes.Of(space)
        let last = genes[0].LevelCount!.Value - 1
        from level in Enumerable.Range(0, (int)last + 1)
        where !genes[0].IsOrdered || (level > 0 && level < last)
        select (genes, genes[0].Level(level));
}
