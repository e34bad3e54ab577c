namespace Sweetspot.Core;

/// <summary>
/// Evolution by generations: parents are the best of all earlier parents and the last generation, so a proposal depends on no order of ending.
/// Asked while a generation is incomplete, it waits.
/// </summary>
public abstract class GenerationalSearch : SequentialSearch
{
    private const int Tries = 12;

    private readonly StratifiedSample _first;
    private readonly List<(int Number, Candidate Candidate)> _generation = [];
    private List<RankedTrial> _parents = [];

    private protected GenerationalSearch(AlgorithmSettings settings)
        : base(settings)
    {
        if (settings.Objectives.Count == 0)
        {
            throw new ArgumentException("evolution needs an objective", nameof(settings));
        }

        _first = new StratifiedSample(settings);
    }

    /// <summary>Most trials that a next generation is chosen from.</summary>
    private protected int MostRanked => Math.Max(_first.Size, Settings.PopulationSize) + Settings.PopulationSize;

    private SearchSpace Space => Settings.Space.Space;

    /// <summary>The next parents, at most the population's size, of trials ranked best first.</summary>
    private protected abstract List<RankedTrial> Survivors(List<RankedTrial> ranked);

    /// <summary>Whether the first of two parents drawn wins.</summary>
    private protected abstract bool IsPreferred(RankedTrial left, RankedTrial right);

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
        _parents = Survivors(ConstrainedRanking.Of(ended, Settings.Objectives, Settings.Constraints));
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
        return (IsPreferred(left, right) ? left : right).Trial.Candidate;
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
