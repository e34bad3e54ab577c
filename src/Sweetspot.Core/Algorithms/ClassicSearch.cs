namespace Sweetspot.Core;

/// <summary>
/// The article's genetic algorithm on real trials: a random population, tournament of 3, two-point crossover of neighbouring pairs with
/// probability 0.5, mutation of an individual with probability 0.2 (each gene redrawn within its range with 0.05), whole replacement, a hall
/// of fame of one. Maximises <see cref="AlgorithmSettings.Fitness"/>; a trial without fitness never wins.
/// </summary>
/// <remarks>
/// Nothing is trained twice: an individual seen before keeps its fitness, and where a whole generation is made of such, the next one follows at
/// once. After 50 such generations in a row the population has converged, and one individual is replaced by a newly drawn one.
/// A generation draws from the stream of its first new proposal.
/// </remarks>
public sealed class ClassicSearch : SequentialSearch
{
    private const int TournamentSize = 3;
    private const double CrossoverRate = 0.5;
    private const double MutationRate = 0.2;
    private const double GeneMutationRate = 0.05;
    private const int IdleGenerations = 50;

    private readonly Func<Trial, double?> _fitness;
    private readonly List<GenerationStatistics> _statistics = [];
    private readonly Queue<Candidate> _queue = new();
    private List<Candidate> _population = [];
    private int _evaluations;
    private bool _isFirst = true;
    private (Trial Trial, double Fitness)? _best;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no fitness, or the population is smaller than 2.</exception>
    public ClassicSearch(AlgorithmSettings settings)
        : base(settings) =>
        _fitness = settings.Fitness ?? throw new ArgumentException("classic needs a fitness", nameof(settings));

    /// <summary>Fitness by generation, those that have wholly ended; after a resume, complete once <see cref="SequentialSearch.Ask"/> was called.</summary>
    public IReadOnlyList<GenerationStatistics> Statistics => _statistics;

    /// <summary>The best trial of the generations that have ended; null before one has.</summary>
    public Trial? HallOfFame => _best?.Trial;

    private SearchSpace Space => Settings.Space.Space;

    private protected override Candidate? Propose()
    {
        if (_isFirst && _population.Count < Settings.PopulationSize && Fresh(Stream()) is { } drawn)
        {
            _population.Add(drawn);
            _evaluations++;
            return drawn;
        }

        _isFirst = false;
        IsAtEnd = false; // a space smaller than the population: it ends with this generation's statistics
        if (_queue.TryDequeue(out var next))
        {
            return next;
        }

        return _population.TrueForAll(individual => Result(individual) is not null) ? NextGeneration() : null;
    }

    private Candidate? NextGeneration()
    {
        var random = Stream();
        for (var idle = 0; idle <= IdleGenerations; idle++)
        {
            Record();
            _population = Bred(random);
            if (idle == IdleGenerations && Fresh(random) is { } fresh)
            {
                _population[^1] = fresh;
            }

            var unseen = _population.Distinct().Where(individual => !IsProposed(individual)).ToList();
            if (unseen.Count > 0)
            {
                _evaluations = unseen.Count;
                unseen.ForEach(_queue.Enqueue);
                return _queue.Dequeue();
            }

            _evaluations = 0;
        }

        return null;
    }

    private void Record()
    {
        var known = new List<double>();
        foreach (var trial in _population.Select(Result).OfType<Trial>())
        {
            if (FitnessOf(trial) is { } fitness)
            {
                known.Add(fitness);
                _best = _best is null || fitness > _best.Value.Fitness ? (trial, fitness) : _best;
            }
        }

        _statistics.Add(GenerationStatistics.Of(_statistics.Count, known, _evaluations));
    }

    private double? FitnessOf(Trial trial) => _fitness(trial) is { } value && double.IsFinite(value) ? value : null;

    private List<Candidate> Bred(RandomStream random)
    {
        var fitness = _population.ConvertAll(individual => FitnessOf(Result(individual)!) ?? double.NegativeInfinity);
        var selected = _population.ConvertAll(_ => Tournament(fitness, random));
        var genomes = selected.ConvertAll(individual => Space.GenomeOf(individual, random));
        for (var pair = 0; pair + 1 < genomes.Count; pair += 2)
        {
            if (random.NextDouble() < CrossoverRate)
            {
                Cross(selected[pair], genomes[pair], selected[pair + 1], genomes[pair + 1], random);
            }
        }

        foreach (var genome in genomes.Where(_ => random.NextDouble() < MutationRate))
        {
            Redraw(genome, random);
        }

        return [.. genomes.Select((genome, index) => Existing(Space.Decode(genome), random) ?? selected[index])];
    }

    /// <summary>An individual that can be evaluated, or was: not one that is no point, or breaks a limit.</summary>
    private Candidate? Existing(Candidate individual, RandomStream random) =>
        Settings.Points is { } points && !points.Contains(individual) ? Moved(individual) : Settings.Space.Repair(individual, random);

    private Candidate Tournament(List<double> fitness, RandomStream random)
    {
        var best = random.Next(_population.Count);
        for (var round = 1; round < TournamentSize; round++)
        {
            var other = random.Next(_population.Count);
            best = fitness[other] > fitness[best] ? other : best;
        }

        return _population[best];
    }

    /// <summary>Swaps the genes between two cuts, those active in both.</summary>
    private void Cross(Candidate first, GeneValue[] left, Candidate second, GeneValue[] right, RandomStream random)
    {
        var (from, to) = TwoPoints.Draw(left.Length, random);
        for (var index = from; index < to; index++)
        {
            var name = Space.Genes[index].Name;
            if (first.Find(name) is not null && second.Find(name) is not null)
            {
                (left[index], right[index]) = (right[index], left[index]);
            }
        }
    }

    private void Redraw(GeneValue[] genome, RandomStream random)
    {
        for (var index = 0; index < genome.Length; index++)
        {
            if (random.NextDouble() < GeneMutationRate)
            {
                genome[index] = Space.Genes[index].FromUnit(random.NextDouble());
            }
        }
    }
}
