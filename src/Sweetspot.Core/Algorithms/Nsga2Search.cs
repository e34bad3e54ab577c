namespace Sweetspot.Core;

/// <summary>
/// NSGA-II (Deb et al. 2002, doi:10.1109/4235.996017) with constrained domination, by generations: parents are the best of all earlier
/// parents and the last generation, so a proposal depends on no order of ending. Asked while a generation is incomplete, it waits.
/// </summary>
public sealed class Nsga2Search : SequentialSearch
{
    private const int Tries = 12;

    private readonly StratifiedSample _first;
    private readonly List<(int Number, Candidate Candidate)> _generation = [];
    private List<RankedTrial> _parents = [];

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no objective, or the population is smaller than 2.</exception>
    public Nsga2Search(AlgorithmSettings settings)
        : base(settings)
    {
        if (settings.Objectives.Count == 0)
        {
            throw new ArgumentException("nsga2 needs an objective", nameof(settings));
        }

        _first = new StratifiedSample(settings);
    }

    private SearchSpace Space => Settings.Space.Space;

    private protected override Candidate? Propose()
    {
        var size = Number <= _first.Size ? _first.Size : Settings.PopulationSize;
        if (_generation.Count == size && !SelectParents())
        {
            return null;
        }

        var random = Stream();
        var number = Number;
        var start = number < _first.Size ? _first.At(number, random) : Child(random);
        var candidate = Unproposed(start, random);
        if (candidate is not null)
        {
            _generation.Add((number, candidate));
        }

        return candidate;
    }

    /// <summary>Takes the next parents once the whole generation has ended; false before.</summary>
    private bool SelectParents()
    {
        var ended = new List<(int Number, Trial Trial)>(_generation.Count);
        foreach (var (number, candidate) in _generation)
        {
            if (Result(candidate) is not { } trial)
            {
                return false;
            }

            ended.Add((number, trial));
        }

        ended.AddRange(_parents.Select(parent => (parent.Number, parent.Trial)));
        var ranked = ConstrainedRanking.Of(ended, Settings.Objectives, Settings.Constraints);
        _parents = [.. ranked.Take(Settings.PopulationSize)];
        _generation.Clear();
        return true;
    }

    private Candidate Child(RandomStream random)
    {
        var genome = Variation.Cross(Space, Tournament(random), Tournament(random), random);
        Variation.Mutate(Space, genome, random, atLeastOne: false);
        return Space.Decode(genome);
    }

    private Candidate Tournament(RandomStream random)
    {
        var (left, right) = (_parents[random.Next(_parents.Count)], _parents[random.Next(_parents.Count)]);
        return (left.Beats(right) ? left : right).Trial.Candidate;
    }

    /// <summary>The candidate, repaired where it is infeasible and mutated on while it was proposed before; else a fresh one.</summary>
    private Candidate? Unproposed(Candidate candidate, RandomStream random)
    {
        if (Settings.Points is not null)
        {
            return Moved(candidate);
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (Settings.Space.Repair(candidate, random) is { } feasible && !IsProposed(feasible))
            {
                return feasible;
            }

            var genome = Space.GenomeOf(candidate, random);
            Variation.Mutate(Space, genome, random, atLeastOne: true);
            candidate = Space.Decode(genome);
        }

        return Fresh(random);
    }
}
