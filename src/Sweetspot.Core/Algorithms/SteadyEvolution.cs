namespace Sweetspot.Core;

/// <summary>
/// Evolution without generations: every result takes its place among the best at once, and pushes the worst out (NSGA-II's order: constrained domination, then
/// crowding). What is proposed is a child of two of them.
/// </summary>
internal sealed class SteadyEvolution
{
    private const int Tries = 12;

    private readonly AlgorithmSettings _settings;
    private readonly Func<Candidate, bool> _isTaken;
    private List<RankedTrial> _best = [];
    private int _told;

    /// <param name="settings">Where to search.</param>
    /// <param name="isTaken">Whether a candidate was proposed before.</param>
    public SteadyEvolution(AlgorithmSettings settings, Func<Candidate, bool> isTaken) => (_settings, _isTaken) = (settings, isTaken);

    /// <summary>Takes in a trial that has ended.</summary>
    public void Tell(Trial trial)
    {
        var all = _best.Where(ranked => !ranked.Trial.Candidate.Equals(trial.Candidate)).Select(ranked => (ranked.Number, ranked.Trial)).Append((_told++, trial)).ToList();
        _best = [.. ConstrainedRanking.Of(all, _settings.Objectives, _settings.Constraints).Take(_settings.PopulationSize)];
    }

    /// <summary>A child that was never proposed; null where none was found, or nothing has ended.</summary>
    public Candidate? Propose(RandomStream random)
    {
        if (_best.Count == 0)
        {
            return null;
        }

        var space = _settings.Space.Space;
        var genome = Variation.Cross(space, Parent(random), Parent(random), random);
        Variation.Mutate(space, genome, random, atLeastOne: false);
        var child = space.Decode(genome);
        if (_settings.Points is { } points)
        {
            return points.Contains(child) && !_isTaken(child) ? child : points.Nearest(child, _isTaken, random);
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (_settings.Space.Repair(child, random) is { } feasible && !_isTaken(feasible))
            {
                return feasible;
            }

            genome = space.GenomeOf(child, random);
            Variation.Mutate(space, genome, random, atLeastOne: true);
            child = space.Decode(genome);
        }

        return null;
    }

    /// <summary>The better of two that are drawn.</summary>
    private Candidate Parent(RandomStream random)
    {
        var (left, right) = (_best[random.Next(_best.Count)], _best[random.Next(_best.Count)]);
        return (left.Beats(right) ? left : right).Trial.Candidate;
    }
}
