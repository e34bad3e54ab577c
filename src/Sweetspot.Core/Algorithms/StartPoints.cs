namespace Sweetspot.Core;

/// <summary>The points that a search begins with, before it can learn: what the settings give, the smallest and the largest, then a Latin hypercube.</summary>
internal static class StartPoints
{
    /// <summary>Different feasible points, in their order: 8 to 14 by the number of genes, and at least two more than the settings give.</summary>
    public static IReadOnlyList<Candidate> Of(AlgorithmSettings settings)
    {
        var genes = settings.Space.Space.Genes.Length;
        var size = Math.Max(settings.InitialPopulation.Count + 2, Math.Clamp(genes + 4, 8, 14));
        var sample = new StratifiedSample(settings with { PopulationSize = size });
        var start = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        for (var number = 0; number < sample.Size; number++)
        {
            var random = RandomStream.For(settings.Seed, number, "start");
            var wanted = sample.At(number, random);
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
}
