namespace Sweetspot.Core;

/// <summary>
/// A search algorithm whose proposals form one sequence: proposal n follows from the seed and the results of proposals that had to end before it.
/// </summary>
/// <remarks>
/// After a resume the sequence is made again from its start, and what was told or is pending is passed over. So a study goes on as if it had
/// never stopped, whatever numbers its trials have, and a trial that is missing in the middle is proposed again.
/// Only trials of purpose <see cref="TrialPurpose.Search"/> count; others are ignored.
/// </remarks>
public abstract class SequentialSearch : ISearchAlgorithm
{
    private const int FreshDraws = 32;

    private readonly Dictionary<string, Trial?> _known = new(StringComparer.Ordinal); // null: pending
    private readonly HashSet<string> _sequence = new(StringComparer.Ordinal);
    private Candidate? _replayedTo;

    private protected SequentialSearch(AlgorithmSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.PopulationSize, 2);
        Settings = settings;
    }

    /// <summary>
    /// Every feasible point has been proposed. In a space of more than 100,000 points with limits: no other was found within bounded tries.
    /// </summary>
    public bool IsExhausted => _replayedTo is null && (IsAtEnd || _sequence.Count >= (Settings.Points?.Count ?? Settings.Space.CheapFeasibleSize));

    /// <summary>What it was made of.</summary>
    private protected AlgorithmSettings Settings { get; }

    /// <summary>Number of the next proposal: how many there are in the sequence.</summary>
    private protected int Number => _sequence.Count;

    /// <summary>Set where there is nothing more to propose.</summary>
    private protected bool IsAtEnd { get; set; }

    /// <summary>
    /// Up to <paramref name="count"/> new candidates. With 0 it only makes the sequence again up to the first unknown proposal, so that what an
    /// algorithm shows of its past (statistics) is complete after a resume.
    /// </summary>
    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Ask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var asked = new List<Candidate>(count);
        while ((asked.Count < count || count == 0) && Next() is { } candidate)
        {
            if (_known.ContainsKey(candidate.Key))
            {
                continue;
            }

            if (count == 0)
            {
                _replayedTo = candidate;
                break;
            }

            _known.Add(candidate.Key, null);
            asked.Add(candidate);
        }

        return asked;
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            _known[trial.Candidate.Key] = trial.HasEnded ? trial : null;
        }
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyList<Trial> pending)
    {
        foreach (var trial in pending.Where(trial => trial.Request.Purpose == TrialPurpose.Search))
        {
            _known.TryAdd(trial.Candidate.Key, null);
        }
    }

    /// <summary>Proposal <see cref="Number"/>, never proposed before; null where results are missing, or at the end (<see cref="IsAtEnd"/>).</summary>
    private protected abstract Candidate? Propose();

    /// <summary>The stream of proposal <see cref="Number"/>.</summary>
    private protected RandomStream Stream() => RandomStream.For(Settings.Seed, Number, "propose");

    /// <summary>Whether the candidate is in the sequence already.</summary>
    private protected bool IsProposed(Candidate candidate) => _sequence.Contains(candidate.Key);

    /// <summary>The ended trial of a proposal, or null while it is pending.</summary>
    private protected Trial? Result(Candidate candidate) => _known.GetValueOrDefault(candidate.Key);

    /// <summary>A random feasible point that was never proposed; sets <see cref="IsAtEnd"/> and returns null where none is found.</summary>
    private protected Candidate? Fresh(RandomStream random)
    {
        for (var draw = 0; draw < FreshDraws; draw++)
        {
            var candidate = Settings.Space.Sample(random);
            if (Settings.Points is not null)
            {
                return Moved(candidate);
            }

            if (!IsProposed(candidate))
            {
                return candidate;
            }
        }

        if (Settings.Space.Points is { Count: > 0 } points)
        {
            var start = random.Next(points.Count);
            for (var step = 0; step < points.Count; step++)
            {
                if (!IsProposed(points[(start + step) % points.Count]))
                {
                    return points[(start + step) % points.Count];
                }
            }
        }

        IsAtEnd = true;
        return null;
    }

    /// <summary>
    /// The candidate itself where it may be proposed; where there are only some points (<see cref="AlgorithmSettings.Points"/>) and it is none of them, or was
    /// proposed before, the nearest that was not; null and <see cref="IsAtEnd"/> where none is left.
    /// </summary>
    private protected Candidate? Moved(Candidate candidate)
    {
        if (Settings.Points is not { } points || (points.Contains(candidate) && !IsProposed(candidate)))
        {
            return candidate;
        }

        var nearest = points.Nearest(candidate, IsProposed, RandomStream.For(Settings.Seed, Number, "move"));
        IsAtEnd = nearest is null;
        return nearest;
    }

    private Candidate? Next()
    {
        if (_replayedTo is { } replayed)
        {
            _replayedTo = null;
            return replayed;
        }

        var candidate = IsAtEnd ? null : Propose();
        if (candidate is not null && !_sequence.Add(candidate.Key))
        {
            throw new InvalidOperationException($"\"{candidate.Key}\" was proposed twice");
        }

        return candidate;
    }
}
