namespace Sweetspot.Core;

/// <summary>Moves an infeasible point to a feasible one near it, a gene at a time on its unit scale.</summary>
internal sealed class SpaceRepair(FeasibleSpace space)
{
    private const int Rounds = 3;
    private const int Cells = 8;
    private const int Refinements = 4;
    private const int Bisections = 20;

    /// <summary>A feasible point reached from <paramref name="start"/>, or null after bounded tries.</summary>
    public Candidate? TryRepair(Candidate start, RandomStream random, ImpossibleSpaceReport? seen)
    {
        var search = new Search(space, space.Space.GenomeOf(start, random), seen);
        for (var round = 0; round < Rounds && search.Best.Violation > 0; round++)
        {
            var before = search.Best.Violation;
            var genes = MovableGenes(search.Best.Candidate);
            random.Shuffle<int>(genes);
            foreach (var gene in genes)
            {
                search.Move(gene);
                if (search.Best.Violation == 0)
                {
                    return search.Best.Candidate;
                }
            }

            if (search.Best.Violation >= before)
            {
                return null;
            }
        }

        return search.Best.Violation == 0 ? search.Best.Candidate : null;
    }

    /// <summary>Active genes that the broken limits read, directly or through derived values; all active numeric ones where they read none.</summary>
    private int[] MovableGenes(Candidate candidate)
    {
        var violations = space.Judge(candidate).Violations;
        var names = space.Constraints.Where((_, index) => violations[index] > 0).SelectMany(broken => broken.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var derived in space.Space.Derived.Reverse().Where(derived => names.Contains(derived.Name)))
        {
            names.UnionWith(derived.Names);
        }

        var genes = space.Space.Genes;
        var active = Enumerable.Range(0, genes.Length).Where(index => candidate.Find(genes[index].Name) is not null).ToArray();
        var named = Array.FindAll(active, index => names.Contains(genes[index].Name));
        return named.Length > 0 ? named : Array.FindAll(active, index => genes[index].IsOrdered);
    }

    private sealed class Search(FeasibleSpace space, GeneValue[] genome, ImpossibleSpaceReport? seen)
    {
        public (Candidate Candidate, double Violation) Best { get; private set; } = Judged(space, genome);

        /// <summary>Puts one gene where the violation is smallest; of several feasible places, near where it was.</summary>
        public void Move(int index)
        {
            var gene = space.Space.Genes[index];
            var (from, best) = (gene.ToUnit(genome[index]), Best.Violation);
            var to = from;
            var (center, radius) = (0.5, 0.5);
            for (var refinement = 0; refinement <= Refinements && best > 0; refinement++)
            {
                for (var cell = 0; cell <= Cells && best > 0; cell++)
                {
                    var unit = Math.Clamp(center + radius * (2.0 * cell / Cells - 1), 0, 1);
                    if (Try(index, gene.FromUnit(unit)) is var violation && violation < best)
                    {
                        (best, to) = (violation, unit);
                    }
                }

                (center, radius) = (to, radius / Cells * 2);
            }

            if (best == 0)
            {
                to = Nearest(index, from, to);
            }

            if (best < Best.Violation)
            {
                genome[index] = gene.FromUnit(to);
                Best = Judged(space, genome);
            }
        }

        /// <summary>Bisects between an infeasible and a feasible place for the feasible one nearest the first.</summary>
        private double Nearest(int index, double infeasible, double feasible)
        {
            var gene = space.Space.Genes[index];
            for (var step = 0; step < Bisections && gene.FromUnit(infeasible) != gene.FromUnit(feasible); step++)
            {
                var middle = (infeasible + feasible) / 2;
                if (Try(index, gene.FromUnit(middle)) == 0)
                {
                    feasible = middle;
                }
                else
                {
                    infeasible = middle;
                }
            }

            return feasible;
        }

        private double Try(int index, GeneValue value)
        {
            var before = genome[index];
            genome[index] = value;
            var (candidate, violation) = Judged(space, genome);
            genome[index] = before;
            if (violation > 0)
            {
                seen?.Add(candidate, space.Judge(candidate).Violations);
            }

            return violation;
        }

        private static (Candidate Candidate, double Violation) Judged(FeasibleSpace space, GeneValue[] genome)
        {
            var candidate = space.Space.Decode(genome);
            return (candidate, space.Violation(candidate));
        }
    }
}
