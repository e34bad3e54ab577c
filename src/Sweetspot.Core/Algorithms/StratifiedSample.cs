namespace Sweetspot.Core;

/// <summary>
/// A first population: the given candidates, the smallest and the largest point, then a Latin hypercube (McKay et al. 1979,
/// doi:10.1080/00401706.1979.10489755): each gene's unit scale is cut into as many strata as there are points, and each stratum used once.
/// </summary>
internal sealed class StratifiedSample
{
    private readonly AlgorithmSettings _settings;
    private readonly int _extremes;
    private readonly int[][] _strata; // of each gene, a permutation

    public StratifiedSample(AlgorithmSettings settings)
    {
        _settings = settings;
        Size = Math.Max(settings.PopulationSize, settings.InitialPopulation.Count);
        _extremes = settings.Without.Contains(SearchPart.Start) ? 0 : 2;
        var count = Math.Max(0, Size - settings.InitialPopulation.Count - _extremes);
        var random = RandomStream.For(settings.Seed, 0, "strata");
        _strata = [.. settings.Space.Space.Genes.Select(_ => Permutation(count, random))];
    }

    /// <summary>Number of points.</summary>
    public int Size { get; }

    /// <summary>Point <paramref name="number"/> of the population, before repair.</summary>
    public Candidate At(int number, RandomStream random)
    {
        var given = _settings.InitialPopulation.Count;
        if (number < given)
        {
            return _settings.InitialPopulation[number];
        }

        var space = _settings.Space.Space;
        GeneValue[] genome = (number - given + 2 - _extremes) switch
        {
            0 => [.. space.Genes.Select(gene => gene.FromUnit(gene.IsOrdered ? 0 : random.NextDouble()))],
            1 => [.. space.Genes.Select(gene => gene.FromUnit(gene.IsOrdered ? 1 : random.NextDouble()))],
            var drawn => [.. space.Genes.Select((gene, index) => gene.FromUnit((_strata[index][drawn - 2] + random.NextDouble()) / _strata[index].Length))],
        };
        return space.Decode(genome);
    }

    private static int[] Permutation(int count, RandomStream random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle<int>(order);
        return order;
    }
}
