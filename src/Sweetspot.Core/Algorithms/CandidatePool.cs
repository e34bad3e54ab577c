namespace Sweetspot.Core;

/// <summary>Candidates to choose a proposal from: spread over the space, and around good ones. None was proposed before.</summary>
internal sealed class CandidatePool
{
    private const long MostListed = 20_000;
    private const int MostJudged = 1_024;
    private const int Spread = 256;
    private const int Children = 128;
    private const int Steps = 32;

    private readonly AlgorithmSettings _settings;
    private readonly Func<Candidate, bool> _isTaken;
    private readonly IReadOnlyList<Candidate>? _all;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    public CandidatePool(AlgorithmSettings settings, Func<Candidate, bool> isTaken)
    {
        (_settings, _isTaken) = (settings, isTaken);
        _all = settings.Points?.All ?? (settings.Space.Space.Size <= MostListed ? settings.Space.Points : null);
        foreach (var (candidate, place) in (_all ?? []).Select((candidate, place) => (candidate, place)))
        {
            _places[candidate.Key] = place;
        }
    }

    private SearchSpace Space => _settings.Space.Space;

    /// <summary>Candidates all over the space, and children of good ones.</summary>
    public IEnumerable<Candidate> Around(IReadOnlyList<Candidate> elite, RandomStream random)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<Candidate> drawn = _all is null ? Enumerable.Range(0, Spread).Select(_ => Space.Sample(random)) : Drawn(_all, random);
        return drawn.Concat(elite.Count == 0 ? [] : Enumerable.Range(0, Children).Select(_ => Child(elite, random))).Where(candidate => seen.Add(candidate.Key) && IsOpen(candidate));
    }

    /// <summary>Feasible candidates from all over the space, taken or not, of so many draws.</summary>
    public IReadOnlyList<Candidate> Examples(int draws, RandomStream random) => _all is { Count: > 0 } all ? [.. Enumerable.Range(0, draws).Select(_ => all[random.Next(all.Count)])]
        : [.. Enumerable.Range(0, draws).Select(_ => Space.Sample(random)).Where(_settings.Space.IsFeasible)];

    /// <summary>Candidates that differ from one in a gene or two.</summary>
    public IEnumerable<Candidate> Near(Candidate candidate, RandomStream random)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Space.Neighbours(candidate).Concat(Enumerable.Range(0, Steps).Select(_ => Mutated(candidate, random))).Where(other => seen.Add(other.Key) && IsOpen(other));
    }

    /// <summary>Any that was not proposed; null where all were, or none was found.</summary>
    public Candidate? Fresh(RandomStream random)
    {
        for (var draw = 0; _all is null && draw < Steps; draw++)
        {
            var candidate = _settings.Space.Sample(random);
            if (!_isTaken(candidate))
            {
                return candidate;
            }
        }

        var all = _all ?? _settings.Space.Points ?? [];
        var start = all.Count > 0 ? random.Next(all.Count) : 0;
        return Enumerable.Range(0, all.Count).Select(step => all[(start + step) % all.Count]).FirstOrDefault(candidate => !_isTaken(candidate));
    }

    private static IEnumerable<Candidate> Drawn(IReadOnlyList<Candidate> all, RandomStream random)
    {
        if (all.Count <= MostJudged)
        {
            return all;
        }

        return Enumerable.Range(0, 2 * Spread).Select(_ => all[random.Next(all.Count)]);
    }

    private Candidate Child(IReadOnlyList<Candidate> elite, RandomStream random)
    {
        var (first, second) = (elite[random.Next(elite.Count)], elite[random.Next(elite.Count)]);
        var genome = Variation.Cross(Space, first, second, random);
        Variation.Mutate(Space, genome, random, atLeastOne: random.NextDouble() < 0.5);
        return Space.Decode(genome);
    }

    private Candidate Mutated(Candidate candidate, RandomStream random)
    {
        var genome = Space.GenomeOf(candidate, random);
        Variation.Mutate(Space, genome, random, atLeastOne: true);
        return Space.Decode(genome);
    }

    private bool IsOpen(Candidate candidate) =>
        !_isTaken(candidate) && (_all is not null ? _places.ContainsKey(candidate.Key) : _settings.Space.IsFeasible(candidate));
}
