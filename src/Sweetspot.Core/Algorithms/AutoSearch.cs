namespace Sweetspot.Core;

/// <summary>
/// <c>auto</c>: proposals of a model of all results, every fourth one a child of the best so far, without generations; where there are levels of training, most candidates are
/// tried at a low one first; ends when nothing more is to be expected. Each part can be switched off (<see cref="SearchPart"/>).
/// </summary>
/// <remarks>
/// The share of children is a hedge: where the model is wrong (words without an order, few results) the search is still one by evolution, and where it is right a quarter of the
/// trials costs little. A proposal follows from the seed, from how many were made before, and from the trials told in their order.
/// </remarks>
public sealed class AutoSearch : ISearchAlgorithm
{
    private const int ChildEvery = 4;
    private static readonly TrialState[] Failures = [TrialState.Diverged, TrialState.Failed, TrialState.TimedOut, TrialState.Lost];

    private readonly AlgorithmSettings _settings;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal); // whether it has ended
    private readonly HashSet<(string Key, Fidelity Fidelity)> _told = [];
    private readonly List<Trial> _ended = []; // whole trainings, in the order of ending
    private readonly Lazy<IReadOnlyList<Candidate>> _start;
    private readonly SurrogateSearch _surrogate;
    private readonly SteadyEvolution _evolution;
    private readonly Convergence? _convergence;
    private readonly Lazy<CandidatePool> _pool;
    private bool _isAtEnd;

    private AutoSearch(AlgorithmSettings settings)
    {
        _settings = settings;
        _start = new Lazy<IReadOnlyList<Candidate>>(() => StartPoints.Of(settings));
        _surrogate = new SurrogateSearch(settings);
        _evolution = new SteadyEvolution(settings, IsTaken);
        _convergence = Has(SearchPart.Converge) && settings.Recommend is { } recommend ? new Convergence(recommend) : null;
        _pool = new Lazy<CandidatePool>(() => new CandidatePool(settings, IsTaken));
    }

    /// <inheritdoc/>
    public bool IsExhausted => _isAtEnd || _known.Count >= (_settings.Points?.Count ?? _settings.Space.CheapFeasibleSize);

    /// <inheritdoc/>
    public bool HasConverged { get; private set; }

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no objective, or both what proposes by a model and what proposes by evolution is switched off.</exception>
    public static ISearchAlgorithm Create(AlgorithmSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Without.Contains(SearchPart.Surrogate) && settings.Without.Contains(SearchPart.Evolution))
        {
            throw new ArgumentException("nothing is left that proposes", nameof(settings));
        }

        var used = settings with
        {
            Compute = settings.Without.Contains(SearchPart.Known) ? null : settings.Compute,
            InitialPopulation = settings.Without.Contains(SearchPart.Start) ? [] : settings.InitialPopulation,
        };
        var search = new AutoSearch(used);
        return used.Fidelities.Count < 2 || used.Without.Contains(SearchPart.Fidelity)
            ? search
            : new HalvingSearch(used, search, whole: search._start.Value.Count); // the model learns from whole trainings
    }

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Ask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var asked = new List<Candidate>(count);
        while (asked.Count < count && (_known.Count == 0 || !IsExhausted) && !HasConverged && !MustWait) // the first one says if there is none at all
        {
            if (Propose() is not { } candidate)
            {
                _isAtEnd = !HasConverged;
                break;
            }

            Begin(candidate);
            asked.Add(candidate);
        }

        return asked;
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            var key = trial.Candidate.Key;
            _known[key] = trial.HasEnded || _known.GetValueOrDefault(key);
            if (!trial.HasEnded || !_told.Add((key, trial.Request.Fidelity)))
            {
                continue;
            }

            _surrogate.Tell([Failures.Contains(trial.State) && !Has(SearchPart.Failures) ? trial with { State = TrialState.Pruned } : trial]);
            if (trial.State != TrialState.Pruned)
            {
                _ended.Add(trial);
                _evolution.Tell(trial);
            }
        }
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyList<Trial> pending)
    {
        foreach (var trial in pending.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            _known.TryAdd(trial.Candidate.Key, false);
        }

        _surrogate.Resume(pending);
    }

    private bool Has(SearchPart part) => !_settings.Without.Contains(part);

    private bool IsTaken(Candidate candidate) => _known.ContainsKey(candidate.Key);

    /// <summary>Whether a generation is full and has not ended; never where there are none.</summary>
    private bool MustWait => !Has(SearchPart.Steady) && _known.Count > 0 && _known.Count % _settings.PopulationSize == 0 && _known.ContainsValue(false);

    private Candidate? Propose()
    {
        if (_start.Value.FirstOrDefault(candidate => !IsTaken(candidate)) is { } first)
        {
            return first;
        }

        var random = RandomStream.For(_settings.Seed, _known.Count, "turn");
        var isChild = Has(SearchPart.Evolution) && (!Has(SearchPart.Surrogate) || _known.Count % ChildEvery == 0);
        if (isChild && _evolution.Propose(random) is { } child)
        {
            return child;
        }

        if (!Has(SearchPart.Surrogate) || _surrogate.Ask(1) is not [var best])
        {
            return _pool.Value.Fresh(random);
        }

        HasConverged = _convergence?.IsReached(_ended, _surrogate.ExpectedShare) == true;
        return HasConverged ? null : best;
    }

    private void Begin(Candidate candidate)
    {
        _known.Add(candidate.Key, false);
        _surrogate.Resume([new Trial { Number = _known.Count, Request = new TrialRequest(candidate, default, _settings.Seed), State = TrialState.Waiting }]);
    }
}
