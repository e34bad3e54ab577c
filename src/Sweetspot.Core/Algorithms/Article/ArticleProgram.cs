namespace Sweetspot.Core;

/// <summary>
/// The article's genetic algorithm as written: individuals of ten integers drawn from 1..100, whose sum it calls the model size; population
/// 50; fitness 1 / (sum + 1), maximised; tournament of 3; two-point crossover of neighbouring pairs with probability 0.5; mutation of an
/// individual with probability 0.2, of each of its genes with 0.05; whole replacement; 100 generations; a hall of fame of one.
/// </summary>
/// <remarks>
/// No loss, accuracy or time enters its fitness: it rewards the smallest sum, whatever a model of that size would do. Within the range the
/// smallest sum is 10, so no fitness can exceed 1/11.
/// </remarks>
public sealed class ArticleProgram
{
    /// <summary>Integers of an individual.</summary>
    public const int Genes = 10;

    /// <summary>Smallest value of a gene.</summary>
    public const int Low = 1;

    /// <summary>Largest value of a gene.</summary>
    public const int High = 100;

    /// <summary>Individuals of a generation.</summary>
    public const int PopulationSize = 50;

    /// <summary>Generations after the random one.</summary>
    public const int Generations = 100;

    private const int TournamentSize = 3;
    private const double CrossoverRate = 0.5;
    private const double MutationRate = 0.2;
    private const double GeneMutationRate = 0.05;

    private readonly RandomStream _random;
    private readonly MutationKind _mutation;
    private readonly List<GenerationStatistics> _statistics = [];
    private List<Individual> _population;
    private Individual _best;
    private int? _leftRangeAt;
    private int? _reachedOneAt;
    private int _evaluations;

    private ArticleProgram(ulong seed, MutationKind mutation)
    {
        _random = RandomStream.For(seed, 0, "article");
        _mutation = mutation;
        _population = [.. Enumerable.Range(0, PopulationSize).Select(_ => new Individual([.. Enumerable.Range(0, Genes).Select(_ => Drawn())]))];
        _best = _population[0];
    }

    /// <summary>Runs it once.</summary>
    public static ArticleRun Run(ulong seed, MutationKind mutation)
    {
        var program = new ArticleProgram(seed, mutation);
        program.Evaluate(0);
        for (var generation = 1; generation <= Generations; generation++)
        {
            program._population = program.Bred();
            program.Evaluate(generation);
        }

        return program.Result();
    }

    private ArticleRun Result() => new(
        [.. _statistics], [.. _best.Genes], _best.Fitness, _best.Genes.Sum(), _leftRangeAt, _reachedOneAt, _evaluations);

    private void Evaluate(int generation)
    {
        var changed = _population.FindAll(individual => individual.IsChanged);
        changed.ForEach(individual => individual.Evaluate());
        _evaluations += changed.Count;
        _best = _population.Prepend(_best).MaxBy(individual => individual.Fitness)!;
        _statistics.Add(GenerationStatistics.Of(generation, _population.ConvertAll(individual => individual.Fitness), changed.Count));
        _leftRangeAt ??= _population.Exists(individual => Array.Exists(individual.Genes, gene => gene is < Low or > High)) ? generation : null;
        _reachedOneAt ??= _population.Exists(individual => individual.Fitness == 1) ? generation : null;
    }

    private List<Individual> Bred()
    {
        var offspring = _population.ConvertAll(_ => Tournament().Copy());
        for (var pair = 1; pair < offspring.Count; pair += 2)
        {
            if (_random.NextDouble() < CrossoverRate)
            {
                Cross(offspring[pair - 1], offspring[pair]);
            }
        }

        foreach (var individual in offspring.Where(_ => _random.NextDouble() < MutationRate))
        {
            Mutate(individual);
        }

        return offspring;
    }

    private Individual Tournament() => Enumerable.Range(0, TournamentSize)
        .Select(_ => _population[_random.Next(_population.Count)])
        .MaxBy(individual => individual.Fitness)!;

    private void Cross(Individual left, Individual right)
    {
        var (from, to) = TwoPoints.Draw(Genes, _random);
        for (var gene = from; gene < to; gene++)
        {
            (left.Genes[gene], right.Genes[gene]) = (right.Genes[gene], left.Genes[gene]);
        }

        left.IsChanged = right.IsChanged = true;
    }

    private void Mutate(Individual individual)
    {
        for (var gene = 0; gene < Genes; gene++)
        {
            if (_random.NextDouble() < GeneMutationRate)
            {
                individual.Genes[gene] = _mutation == MutationKind.Redraw ? Drawn() : individual.Genes[gene] == 0 ? 1 : 0;
            }
        }

        individual.IsChanged = true;
    }

    private int Drawn() => Low + _random.Next(High - Low + 1);

    private sealed class Individual(int[] genes)
    {
        public int[] Genes { get; } = genes;

        public double Fitness { get; private set; }

        public bool IsChanged { get; set; } = true;

        public void Evaluate()
        {
            Fitness = 1.0 / (Genes.Sum() + 1);
            IsChanged = false;
        }

        public Individual Copy() => new([.. Genes]) { Fitness = Fitness, IsChanged = false };
    }
}
