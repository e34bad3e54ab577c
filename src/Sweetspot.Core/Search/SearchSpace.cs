using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>Named axes, their conditions and what is derived from them. Immutable.</summary>
public sealed class SearchSpace
{
    private readonly Lazy<long?> _size;

    /// <summary>Makes a space; a condition may read earlier genes only, a derived value genes and earlier derived values.</summary>
    /// <exception cref="UserInputException">No gene, a name used twice, or a name read that is not there; all problems together.</exception>
    public SearchSpace(IEnumerable<Gene> genes, IEnumerable<DerivedValue>? derived = null)
    {
        Genes = [.. genes];
        Derived = derived is null ? [] : [.. derived];
        var problems = Problems().ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        _size = new Lazy<long?>(() => SpaceSize.Of(this));
    }

    /// <summary>The genes, in the order in which conditions are decided.</summary>
    public ImmutableArray<Gene> Genes { get; }

    /// <summary>The derived values, in the order in which they are computed.</summary>
    public ImmutableArray<DerivedValue> Derived { get; }

    /// <summary>Number of distinct points, counting only active genes; null where a gene is continuous or there are more than 10 million.</summary>
    public long? Size => _size.Value;

    /// <summary>The gene called <paramref name="name"/>, or null.</summary>
    public Gene? Find(string name) => Genes.FirstOrDefault(gene => gene.Name == name);

    /// <summary>The candidate of these values: inactive genes are left out, derived values added.</summary>
    /// <exception cref="ArgumentException">An active gene has no value, or one that it cannot take.</exception>
    public Candidate Create(IReadOnlyDictionary<string, GeneValue> values) => Decode(gene =>
        !values.TryGetValue(gene.Name, out var value)
            ? throw new ArgumentException($"no value for gene \"{gene.Name}\"", nameof(values))
            : !gene.Contains(value)
                ? throw new ArgumentException($"{gene.Name} cannot be {value}: {gene.Describe()}", nameof(values))
                : value);

    /// <summary>A point drawn at random: each gene uniform on its scale. Draws once a gene, active or not.</summary>
    public Candidate Sample(RandomStream random) => Decode(SampleGenome(random));

    /// <summary>Whether the candidate is a point of this space: exactly its active genes, each with a value it can take.</summary>
    public bool Contains(Candidate candidate)
    {
        foreach (var gene in Genes)
        {
            if (candidate.Find(gene.Name) is { } value && !gene.Contains(value))
            {
                return false;
            }
        }

        return Decode(GenomeOf(candidate, null)).Key == candidate.Key;
    }

    /// <summary>Every point once, the first gene changing slowest, levels from the smallest.</summary>
    /// <exception cref="InvalidOperationException">A gene is continuous.</exception>
    public IEnumerable<Candidate> Enumerate() => Walk(gene => gene.LevelCount is { } count
        ? (count, gene.Level)
        : throw new InvalidOperationException($"{gene.Name} is continuous: enumerate a grid"));

    /// <summary>As <see cref="Enumerate"/>, with at most <paramref name="levels"/> values of each integer and real gene (<see cref="Gene.Grid"/>).</summary>
    public IEnumerable<Candidate> EnumerateGrid(int levels) => Walk(gene =>
    {
        var grid = gene.Grid(levels);
        return (grid.Count, index => grid[(int)index]);
    });

    /// <summary>The points one step down or up in one active gene; a gene that this makes active takes the middle of its range.</summary>
    public IReadOnlyList<Candidate> Neighbours(Candidate candidate)
    {
        var neighbours = new List<Candidate>();
        for (var index = 0; index < Genes.Length; index++)
        {
            if (candidate.Find(Genes[index].Name) is not { } value)
            {
                continue;
            }

            foreach (var step in new[] { Genes[index].Down(value), Genes[index].Up(value) })
            {
                if (step is { } moved)
                {
                    var genome = GenomeOf(candidate, null);
                    genome[index] = moved;
                    neighbours.Add(Decode(genome));
                }
            }
        }

        return neighbours;
    }

    /// <summary>The active numeric genes that stand at an end of their range. A list of two is a choice between two things, such as kernels, and has no ends.</summary>
    public IReadOnlyList<SpaceEdge> EdgeOf(Candidate candidate) =>
    [
        .. from gene in Genes
           where gene.IsNumeric && gene.IsOrdered && gene.LevelCount is not 1 && gene is not ListGene { LevelCount: 2 }
           let value = candidate.Find(gene.Name)
           where value is not null
           let isLow = gene.Down(value.Value) is null
           where isLow || gene.Up(value.Value) is null
           select new SpaceEdge(gene.Name, value.Value, !isLow),
    ];

    /// <summary>One line a gene and derived value: <c>width: 8..128, log scale (when family == 'cnn')</c>.</summary>
    public string Describe() => string.Join(Environment.NewLine, Genes
        .Select(gene => $"{gene.Name}: {gene.Describe()}{(gene.When is null ? "" : $" (when {gene.When.Text})")}")
        .Concat(Derived.Select(value => $"{value.Name} = {value.Text}")));

    /// <summary>One value a gene, in the order of the genes, active or not.</summary>
    internal GeneValue[] SampleGenome(RandomStream random) => [.. Genes.Select(gene => gene.FromUnit(random.NextDouble()))];

    /// <summary>
    /// The candidate's values in the order of the genes; inactive ones are taken from <paramref name="random"/>, or from the middle of their
    /// range where it is null.
    /// </summary>
    internal GeneValue[] GenomeOf(Candidate candidate, RandomStream? random) =>
        [.. Genes.Select(gene => candidate.Find(gene.Name) ?? gene.FromUnit(random?.NextDouble() ?? 0.5))];

    /// <summary>The candidate of one value a gene.</summary>
    internal Candidate Decode(GeneValue[] genome)
    {
        var index = 0;
        return Decode(gene =>
        {
            while (!ReferenceEquals(Genes[index], gene))
            {
                index++; // passed over: inactive
            }

            return genome[index];
        });
    }

    private Candidate Decode(Func<Gene, GeneValue> valueOf)
    {
        var values = new List<KeyValuePair<string, GeneValue>>(Genes.Length + Derived.Length);
        GeneValue? Lookup(string name) => FindIn(values, name);
        foreach (var gene in Genes)
        {
            if (gene.When is null || gene.When.Holds(Lookup))
            {
                values.Add(new(gene.Name, valueOf(gene)));
            }
        }

        var active = values.Count;
        foreach (var derived in Derived)
        {
            if (derived.Compute(Lookup) is { } value)
            {
                values.Add(new(derived.Name, value));
            }
        }

        return new Candidate(values.Take(active), values.Skip(active));
    }

    internal static GeneValue? FindIn(List<KeyValuePair<string, GeneValue>> values, string name)
    {
        foreach (var (key, value) in values)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    private IEnumerable<Candidate> Walk(Func<Gene, (long Count, Func<long, GeneValue> Level)> levelsOf)
    {
        var levels = Genes.Select(levelsOf).ToArray();
        return WalkFrom(0, []);

        IEnumerable<Candidate> WalkFrom(int index, List<KeyValuePair<string, GeneValue>> chosen)
        {
            if (index == Genes.Length)
            {
                var position = 0;
                yield return Decode(_ => chosen[position++].Value);
                yield break;
            }

            var gene = Genes[index];
            var isActive = gene.When is null || gene.When.Holds(name => FindIn(chosen, name));
            for (var level = 0L; level < (isActive ? levels[index].Count : 1); level++)
            {
                if (isActive)
                {
                    chosen.Add(new(gene.Name, levels[index].Level(level)));
                }

                foreach (var candidate in WalkFrom(index + 1, chosen))
                {
                    yield return candidate;
                }

                if (isActive)
                {
                    chosen.RemoveAt(chosen.Count - 1);
                }
            }
        }
    }

    private IEnumerable<string> Problems()
    {
        if (Genes.IsEmpty)
        {
            yield return "the space has no gene; name at least one, such as width: { int: [8, 256] }";
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        var all = Genes.Select(gene => gene.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gene in Genes)
        {
            foreach (var name in gene.When?.Names.Where(name => !known.Contains(name)) ?? [])
            {
                yield return all.Contains(name)
                    ? $"{gene.Name}: its condition \"{gene.When!.Text}\" reads {name}, which does not stand before it; move {name} up"
                    : $"{gene.Name}: its condition \"{gene.When!.Text}\" reads {name}, which is no gene";
            }

            if (!known.Add(gene.Name))
            {
                yield return $"{gene.Name}: the name stands twice in the space; rename one";
            }
        }

        foreach (var derived in Derived)
        {
            foreach (var name in derived.Names.Where(name => !known.Contains(name)))
            {
                yield return $"{derived.Name}: \"{derived.Text}\" reads {name}, which is neither a gene nor derived before it";
            }

            if (!known.Add(derived.Name))
            {
                yield return $"{derived.Name}: the name stands twice in the space; rename one";
            }
        }
    }
}
