namespace Sweetspot.Core;

/// <summary>Makes children of parents, gene by gene on the unit scale.</summary>
internal static class Variation
{
    private const double CrossoverRate = 0.9;

    /// <summary>
    /// A child of two candidates: genes active in both are crossed (simulated binary crossover of integers and reals, Deb and Agrawal 1995;
    /// either parent's value of the others), all else is the first parent's.
    /// </summary>
    /// <returns>One value a gene, active or not.</returns>
    public static GeneValue[] Cross(SearchSpace space, Candidate first, Candidate second, RandomStream random)
    {
        var isCrossed = random.NextDouble() < CrossoverRate;
        return [.. space.Genes.Select(gene => (first.Find(gene.Name), second.Find(gene.Name)) switch
        {
            ({ } left, { } right) => isCrossed ? Mixed(gene, left, right, random) : left,
            ({ } left, null) => left,
            (null, { } right) => right, // inactive, unless a crossed gene makes it active
            _ => gene.FromUnit(random.NextDouble()),
        })];
    }

    /// <summary>Mutates each active gene with probability 1 / their number, and at least one where <paramref name="atLeastOne"/>.</summary>
    public static void Mutate(SearchSpace space, GeneValue[] genome, RandomStream random, bool atLeastOne)
    {
        var candidate = space.Decode(genome);
        var active = Enumerable.Range(0, genome.Length).Where(index => candidate.Find(space.Genes[index].Name) is not null).ToList();
        var forced = atLeastOne ? active[random.Next(active.Count)] : -1;
        foreach (var index in active)
        {
            if (random.NextDouble() * active.Count < 1 || index == forced)
            {
                genome[index] = Mutated(space.Genes[index], genome[index], random);
            }
        }
    }

    /// <summary>Another value: near on a scale (polynomial mutation, Deb and Goyal 1996), one step in an order, any other of a choice.</summary>
    public static GeneValue Mutated(Gene gene, GeneValue value, RandomStream random)
    {
        if (gene.LevelCount == 1)
        {
            return value;
        }

        if (!gene.IsOrdered)
        {
            var skip = random.Next(gene.LevelCount!.Value - 1);
            return Enumerable.Range(0, (int)gene.LevelCount.Value).Select(level => gene.Level(level)).Where(other => other != value).ElementAt((int)skip);
        }

        if (gene.IsScale)
        {
            var moved = gene.FromUnit(Operators.Polynomial(gene.ToUnit(value), random.NextDouble()));
            if (moved != value)
            {
                return moved;
            }
        }

        var (down, up) = (gene.Down(value), gene.Up(value));
        return (random.NextDouble() < 0.5 ? down ?? up : up ?? down) ?? value;
    }

    private static GeneValue Mixed(Gene gene, GeneValue left, GeneValue right, RandomStream random)
    {
        var (isTaken, draw, side) = (random.NextDouble() < 0.5, random.NextDouble(), random.NextDouble());
        if (left == right || !isTaken)
        {
            return left;
        }

        if (!gene.IsScale)
        {
            return right;
        }

        var (a, b) = (gene.ToUnit(left), gene.ToUnit(right));
        return gene.FromUnit(Math.Clamp((a + b) / 2 + (side < 0.5 ? -1 : 1) * Operators.Spread(draw) * (b - a) / 2, 0, 1));
    }
}
