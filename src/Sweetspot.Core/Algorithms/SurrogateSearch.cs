namespace Sweetspot.Core;

/// <summary>
/// Learns a model with uncertainty of each sampled quantity and proposes where most hypervolume is to be expected: until 40 candidates are tried, before all else near the best quality,
/// for there is what will be recommended. Each proposal uses all that has ended; what is pending counts as expected, so a batch spreads. Computed objectives are taken as they are.
/// </summary>
/// <remarks>
/// Begins with a small population: what the settings give, the smallest and the largest point, then a Latin hypercube. A proposal follows from the seed, from how many were
/// made before, and from the trials told in their order: telling a stored history restores the state.
/// </remarks>
public sealed class SurrogateSearch : ISearchAlgorithm
{
    private const int FewestLearned = 4;
    private const int RecommendUntil = 40; // candidates; by then enough are near the best, and gaps elsewhere are worth more
    private const int Climbed = 3;
    private const int Examples = 256;
    private const int Rounds = 2;
    private const int Next = 10;
    private const int MostAround = 96;
    private const int MostNear = 16;

    private readonly AlgorithmSettings _settings;
    private readonly Dictionary<string, Candidate?> _known = new(StringComparer.Ordinal); // null: ended
    private readonly HashSet<(string Key, Fidelity Fidelity)> _told = [];
    private readonly List<Trial> _ended = [];
    private readonly Lazy<IReadOnlyList<Candidate>> _start;
    private readonly Lazy<Learner> _learner;
    private readonly Lazy<CandidatePool> _pool;
    private bool _isAtEnd;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no objective.</exception>
    public SurrogateSearch(AlgorithmSettings settings)
    {
        if (settings.Objectives.Count == 0)
        {
            throw new ArgumentException("a surrogate needs an objective", nameof(settings));
        }

        _settings = settings;
        _start = new Lazy<IReadOnlyList<Candidate>>(() => StartPoints.Of(settings));
        _learner = new Lazy<Learner>(() => new Learner(settings, _start.Value, _pool!.Value.Examples(Examples, RandomStream.For(settings.Seed, 0, "examples"))));
        _pool = new Lazy<CandidatePool>(() => new CandidatePool(settings, candidate => _known.ContainsKey(candidate.Key)));
    }

    /// <summary>
    /// Every feasible point has been proposed. In a space of more than 100,000 points with limits: no other was found within bounded tries.
    /// </summary>
    public bool IsExhausted => _isAtEnd || _known.Count >= (_settings.Points?.Count ?? _settings.Space.CheapFeasibleSize);

    /// <summary>
    /// The hypervolume that the best ten candidates of the last proposal are expected to add, each by itself, as a share of what is reached; infinite where that proposal came of no model.
    /// Of a proposal near the best quality, the best ten there, unless those of the front decide whether more is to be expected.
    /// </summary>
    internal double ExpectedShare { get; private set; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Ask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var asked = new List<Candidate>(count);
        while (asked.Count < count && (_known.Count == 0 || !IsExhausted)) // the first one says if there is none at all
        {
            if (Propose() is not { } candidate)
            {
                _isAtEnd = true;
                break;
            }

            _known.Add(candidate.Key, candidate);
            asked.Add(candidate);
        }

        return asked;
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            _known[trial.Candidate.Key] = trial.HasEnded ? null : trial.Candidate;
            if (trial.HasEnded && _told.Add((trial.Candidate.Key, trial.Request.Fidelity)))
            {
                _ended.Add(trial);
            }
        }
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyList<Trial> pending)
    {
        foreach (var trial in pending.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            _known.TryAdd(trial.Candidate.Key, trial.Candidate);
        }
    }

    private Candidate? Propose()
    {
        ExpectedShare = double.PositiveInfinity;
        if (_start.Value.FirstOrDefault(candidate => !_known.ContainsKey(candidate.Key)) is { } first)
        {
            return first;
        }

        var random = RandomStream.For(_settings.Seed, _known.Count, "propose");
        var pending = _known.Values.OfType<Candidate>().OrderBy(candidate => candidate.Key, StringComparer.Ordinal).ToList();
        if (!_learner.Value.Learn(_ended, pending))
        {
            return _pool.Value.Fresh(random);
        }

        var best = Best(IsForRecommendation ? Aim.Recommendation : Aim.Front, random);
        ExpectedShare = ShareOf(best);
        if (IsForRecommendation && ExpectedShare < Convergence.LeastShare)
        {
            ExpectedShare = ShareOf(Best(Aim.Front, RandomStream.For(_settings.Seed, _known.Count, "share"))); // what the best near the best add may be little where the front lacks much
        }

        return best.Count > 0 ? best[0] : _pool.Value.Fresh(random);
    }

    private bool IsForRecommendation => _settings.Objectives.Count > 1 && !_settings.Without.Contains(SearchPart.Recommend) && _known.Count < RecommendUntil;

    private double ShareOf(List<Candidate> candidates) => candidates.Count > 0 ? candidates.Sum(_learner.Value.ShareOf) : double.PositiveInfinity;

    /// <summary>The ten candidates of most worth, the best first, found among many, then by steps from the best of them.</summary>
    private List<Candidate> Best(Aim aim, RandomStream random)
    {
        var learner = _learner.Value;
        List<(Candidate Candidate, double Worth)> Judged(IEnumerable<Candidate> candidates, int most) =>
            [.. learner.Promising(candidates, most, aim).Select(candidate => (candidate, learner.WorthOf(candidate, aim)))];
        var all = Judged(_pool.Value.Around(learner.Elite, random), MostAround).OrderByDescending(pair => pair.Worth).Take(Next).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            all = all.Concat(all.Take(Climbed).SelectMany(pair => Judged(_pool.Value.Near(pair.Candidate, random), MostNear)).ToList())
                .DistinctBy(pair => pair.Candidate.Key).OrderByDescending(pair => pair.Worth).Take(Next).ToList();
        }

        return all.ConvertAll(pair => pair.Candidate);
    }

    /// <summary>The history as far as it was learned, and the models of it.</summary>
    private sealed class Learner
    {
        private const int MostExamples = 48;
        private const int MostKept = 20_000;

        private readonly AlgorithmSettings _settings;
        private readonly CandidateFeatures _features;
        private readonly SurrogateHistory _history;
        private readonly SurrogateModels _models;
        private readonly bool[] _isComputed;
        private readonly List<CandidatePlace> _examples;
        private readonly Dictionary<string, CandidatePlace> _places = new(StringComparer.Ordinal);
        private Acquisition? _acquisition; // of what was learned last

        public Learner(AlgorithmSettings settings, IReadOnlyList<Candidate> start, IReadOnlyList<Candidate> examples)
        {
            _settings = settings;
            _features = new CandidateFeatures(settings.Space.Space, settings.Compute, start);
            _history = new SurrogateHistory(settings, _features);
            _models = new SurrogateModels(settings, _history, _features);
            var known = start.Count > 0 ? settings.Compute?.Invoke(start[0]) : null;
            _isComputed = [.. settings.Objectives.Select(objective => known?.ContainsKey(objective.Name) == true)];
            _examples = [.. Farthest([.. start, .. examples]).Concat(start).Concat(examples).Distinct().Take(MostExamples).Select(PlaceOf)];
        }

        public IReadOnlyList<Candidate> Elite => [.. _models.Elite.Select(trial => _history[trial].Candidate)];

        /// <summary>Learns all that ended; false while too little is known.</summary>
        public bool Learn(List<Trial> ended, List<Candidate> pending)
        {
            for (var place = _history.Count; place < ended.Count; place++)
            {
                _history.Add(ended[place]);
            }

            if (_history.Objectives.Any(observations => observations.Count < FewestLearned))
            {
                return false;
            }

            _acquisition = _models.Learn(_history, _isComputed, [.. pending.Select(PlaceOf)], _examples);
            return true;
        }

        /// <summary>How much a trial of a candidate is worth (<see cref="Acquisition.Of"/>).</summary>
        public double WorthOf(Candidate candidate, Aim aim) => _acquisition!.Of(PlaceOf(candidate), aim);

        /// <summary>Those of some candidates that deserve a closer look: all, or where that takes long, so many that seem best in haste.</summary>
        public IEnumerable<Candidate> Promising(IEnumerable<Candidate> candidates, int most, Aim aim) =>
            _acquisition!.HasRough ? candidates.OrderByDescending(candidate => _acquisition.RoughlyOf(PlaceOf(candidate), aim)).Take(most) : candidates;

        /// <summary>What it is expected to add for good (<see cref="Acquisition.ShareOf"/>).</summary>
        public double ShareOf(Candidate candidate) => _acquisition!.ShareOf(PlaceOf(candidate));

        /// <summary>Of each computed objective, the candidate that has the worst value.</summary>
        private IEnumerable<Candidate> Farthest(List<Candidate> candidates) => _settings.Objectives.Where((_, index) => _isComputed[index])
            .Select(objective => candidates.MaxBy(candidate => objective.Minimized(_settings.Compute!(candidate)[objective.Name].Value))!);

        /// <summary>Kept for the next proposals as far as that needs little memory.</summary>
        private CandidatePlace PlaceOf(Candidate candidate)
        {
            if (!_places.TryGetValue(candidate.Key, out var place))
            {
                if (_places.Count >= MostKept)
                {
                    _places.Clear();
                }

                var known = _settings.Compute?.Invoke(candidate);
                double[] values = [.. _settings.Objectives.Select(objective => known is not null && known.TryGetValue(objective.Name, out var value) ? value.Value : double.NaN)];
                _places.Add(candidate.Key, place = new CandidatePlace(_features.Of(candidate, known), values));
            }

            return place;
        }
    }
}
