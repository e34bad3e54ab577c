namespace Sweetspot.Core;

/// <summary>Which trials must be retrained so that it can be told what each kind of data adds: the best, and for each kind the best of the other side.</summary>
public static class ModalityFinalists
{
    /// <summary>Up to <paramref name="count"/> trials: those that comparisons of kinds of data lack, then the others wanted.</summary>
    /// <param name="modalities">The kinds of data; empty: nothing changes.</param>
    /// <param name="searched">All trials of the search.</param>
    /// <param name="verifications">All retrainings so far.</param>
    /// <param name="count">Most to return.</param>
    /// <param name="quality">The quality.</param>
    /// <param name="constraints">Limits that a trial must keep.</param>
    /// <param name="others">What is worth retraining for the decision, so many at most.</param>
    public static IReadOnlyList<Trial> Next(
        IReadOnlyCollection<Modality> modalities, IEnumerable<Trial> searched, IReadOnlyList<Trial> verifications, int count,
        Objective quality, IReadOnlyCollection<Constraint> constraints, Func<int, IReadOnlyList<Trial>> others)
    {
        if (modalities.Count == 0)
        {
            return others(count);
        }

        var verified = verifications.Select(trial => trial.Candidate).ToHashSet();
        var sorted = searched
            .Where(trial => ChoosingValues.Completed(trial, quality.Name) is not null && constraints.All(limit => limit.Violation(ChoosingValues.Lookup(trial)) <= 0))
            .OrderBy(trial => quality.Minimized(trial.Metrics[quality.Name].Value)).ThenBy(trial => trial.Number).ToList();
        var lacking = new List<Trial>();
        foreach (var isWanted in modalities.SelectMany<Modality, Func<Candidate, bool>>(modality => [modality.IsUsed, candidate => !modality.IsUsed(candidate)]).Prepend(_ => true))
        {
            if (!verified.Any(isWanted) && !lacking.Exists(trial => isWanted(trial.Candidate)) && sorted.Find(trial => isWanted(trial.Candidate)) is { } best)
            {
                lacking.Add(best);
            }
        }

        var chosen = lacking.Take(count).ToList();
        return chosen.Count == count ? chosen
            : [.. chosen.Concat(others(count)).DistinctBy(trial => trial.Candidate).Take(count)];
    }
}
