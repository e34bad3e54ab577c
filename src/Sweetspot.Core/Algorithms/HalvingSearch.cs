namespace Sweetspot.Core;

/// <summary>
/// Multi-objective successive halving without waiting (after Li et al. 2020, arXiv:1810.05934, and Schmucker et al. 2021, arXiv:2106.12639): new candidates are trained a little; of those that ended at a level the best third goes on to the
/// next, at once. Who was among them and has been overtaken since stays there, so a few more than a third do. Candidates are compared at equal levels only, by front, then by how much they stand alone; nothing is extrapolated.
/// </summary>
/// <remarks>
/// Of the levels that there are it uses the whole training and, from there down, those that cost a third of the next or less: a dearer one could not pay where one of three goes on.
/// A trial below the whole training ends as <see cref="TrialState.Pruned"/>, so its values stand beside no others.
/// </remarks>
public sealed class HalvingSearch : ISearchAlgorithm
{
    /// <summary>One of so many goes on.</summary>
    internal const int Share = 3;

    private const int NextInLine = 8; // so many stop at once at most, or are overtaken by one better: the trainings of the others may be thrown away

    private readonly AlgorithmSettings _settings;
    private readonly ISearchAlgorithm _source;
    private readonly int _whole;
    private readonly List<Rung> _rungs;
    private readonly Dictionary<Candidate, int> _reached = []; // the highest rung that was asked for
    private readonly HashSet<(string Key, int Rung)> _told = [];

    /// <summary>Makes one.</summary>
    /// <param name="settings">Levels, objectives and limits.</param>
    /// <param name="source">Where new candidates come from; told of what ended, at any level.</param>
    /// <param name="whole">How many of the first candidates are trained whole at once.</param>
    /// <exception cref="ArgumentException">There is no objective.</exception>
    public HalvingSearch(AlgorithmSettings settings, ISearchAlgorithm source, int whole = 0)
    {
        if (settings.Objectives.Count == 0)
        {
            throw new ArgumentException("halving needs an objective", nameof(settings));
        }

        (_settings, _source, _whole) = (settings, source, whole);
        _rungs = [.. Used(settings.Fidelities).Select(level => new Rung(level))];
    }

    /// <inheritdoc/>
    public bool IsExhausted => _source.IsExhausted && _reached.All(pair => pair.Value == Top || !MayGoOn(pair.Key.Key, pair.Value));

    /// <inheritdoc/>
    public bool HasConverged => _source.HasConverged;

    private int Top => Math.Max(0, _rungs.Count - 1);

    /// <summary>Those of some levels at which candidates are compared, fewest epochs first: the last one, and below it those of a third of the next or less.</summary>
    public static IReadOnlyList<Fidelity> Used(IReadOnlyList<Fidelity> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var used = new List<Fidelity>();
        foreach (var level in levels.OrderByDescending(level => level.Epochs))
        {
            if (used.Count == 0 || level.Epochs * Share <= used[^1].Epochs)
            {
                used.Add(level);
            }
        }

        used.Reverse();
        return used;
    }

    /// <summary>The levels of training that a search of this name uses, fewest epochs first; fewer than two: it trains everything whole.</summary>
    public static IReadOnlyList<Fidelity> LevelsOf(string algorithm, AlgorithmSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return algorithm is "auto" or "halving" && !settings.Without.Contains(SearchPart.Fidelity) ? Used(settings.Fidelities) : [];
    }

    /// <inheritdoc/>
    /// <remarks>Those in training, and of each level the best few that have stopped there: who goes on next is among them, but where nothing new is left and all do.</remarks>
    public IReadOnlyCollection<Candidate> GoingOn =>
    [
        .. _reached.Where(pair => !_told.Contains((pair.Key.Key, pair.Value))).Select(pair => pair.Key),
        .. Enumerable.Range(0, Top).SelectMany(rung => _rungs[rung].BestFirst(_settings.Objectives, _settings.Constraints).Where(candidate => _reached[candidate] == rung).Take(NextInLine)),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Ask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var asked = new List<Candidate>(count);
        while (asked.Count < count && Next() is { } candidate)
        {
            asked.Add(candidate);
        }

        return asked;
    }

    /// <inheritdoc/>
    public Fidelity? FidelityOf(Candidate candidate) => _rungs.Count > 0 && _reached.TryGetValue(candidate, out var rung) ? _rungs[rung].Level : null;

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            var rung = Reach(trial);
            if (trial.HasEnded && _told.Add((trial.Candidate.Key, rung)) && _rungs.Count > 0)
            {
                _rungs[rung].Add(trial);
            }
        }

        _source.Tell(trials);
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyList<Trial> pending)
    {
        foreach (var trial in pending.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            Reach(trial);
        }

        _source.Resume(pending);
    }

    private Candidate? Next()
    {
        if (Promoted(isForced: false) is { } better)
        {
            return better;
        }

        var begun = _reached.Count;
        if (!HasConverged && _source.Ask(1) is [var candidate])
        {
            _reached.Add(candidate, begun < _whole ? Top : 0);
            return candidate;
        }

        return _source.IsExhausted && !HasConverged ? Promoted(isForced: true) : null;
    }

    /// <summary>The best that may go on, from the highest rung that has one; forced: any, since there is nothing new.</summary>
    private Candidate? Promoted(bool isForced)
    {
        for (var rung = Top - 1; rung >= 0; rung--)
        {
            var best = _rungs[rung].BestFirst(_settings.Objectives, _settings.Constraints);
            var candidate = best.Take(isForced ? best.Count : _rungs[rung].Count / Share).FirstOrDefault(candidate => _reached[candidate] == rung);
            if (candidate is not null)
            {
                _reached[candidate] = rung + 1;
                return candidate;
            }
        }

        return null;
    }

    private int Reach(Trial trial)
    {
        var rung = Math.Max(0, _rungs.FindIndex(rung => rung.Level == trial.Request.Fidelity));
        _reached[trial.Candidate] = Math.Max(rung, _reached.GetValueOrDefault(trial.Candidate));
        return rung;
    }

    /// <summary>Whether a candidate that got so far has not ended there, or has ended with values.</summary>
    private bool MayGoOn(string key, int rung) =>
        !_told.Contains((key, rung)) || _rungs[rung].BestFirst(_settings.Objectives, _settings.Constraints).Any(candidate => candidate.Key == key);
}
