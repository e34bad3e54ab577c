using System.Globalization;

namespace Sweetspot.Core;

/// <content>The best found beside what differs from it in one thing alone.</content>
public sealed partial class StudyRunner
{
    private Trial? _best; // once the search has ended; the store knows it under AblatedKey

    /// <summary>The text under which a store remembers the number of the trial whose candidate was varied in one thing at a time.</summary>
    public static string AblatedKey(long study) => FormattableString.Invariant($"ablated/{study}");

    /// <summary>Remembers the best of the search, and lets what differs from it in one thing wait for workers where time allows.</summary>
    private async Task AblateAsync(CancellationToken cancellationToken)
    {
        if (plan.Ablations is null || Best() is not { } best)
        {
            return;
        }

        _best = best;
        await store.WriteAsync(AblatedKey(study), best.Number.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        var left = plan.TimeBudget - Elapsed - (VerificationTime()(FewestFinalists, 0) - TwinsTime());
        List<Candidate> untried = [.. Untried().TakeWhile((_, index) => Unevenly((index + 1) * Seconds(best)) <= left)]; // the rest is not known then
        foreach (var candidate in untried)
        {
            await meter.MeasureAsync(candidate, cancellationToken).ConfigureAwait(false);
        }

        await EnqueueAsync([.. untried.Select(candidate => new TrialRequest(candidate, plan.Fidelity, plan.Seed))], cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAblatedAsync(CancellationToken cancellationToken)
    {
        var text = await store.ReadAsync(AblatedKey(study), cancellationToken).ConfigureAwait(false);
        _best = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _trials.GetValueOrDefault(number) : null;
    }

    /// <summary>Retrains the best of the search and each twin with the same seeds or folds, twin by twin while the time lasts; returns what was retrained.</summary>
    private async Task<IReadOnlyList<Trial>> VerifyTwinsAsync(IReadOnlyList<Trial> finalists, CancellationToken cancellationToken)
    {
        var retrained = new List<Trial>();
        foreach (var twin in Twins().Where(twin => ChoosingValues.Completed(twin, plan.Quality.Name) is not null))
        {
            Trial[] pair = [_best!, twin];
            var lacking = pair.Where(trial => !VerificationsOf(trial).All(IsAsked)).ToList();
            var finals = finalists.Concat(retrained).Concat(lacking);
            if (lacking.Count > 0 && Elapsed + Unevenly((Repeats * lacking.Sum(Seconds)) + finals.Sum(Seconds)) > plan.TimeBudget)
            {
                continue; // another may be smaller
            }

            List<TrialRequest> requests = [.. pair.SelectMany(VerificationsOf)];
            await RunAllAsync(StudyPhase.Verification, requests, cancellationToken).ConfigureAwait(false);
            retrained.AddRange(pair.Where(trial => !finalists.Concat(retrained).Any(other => other.Candidate.Equals(trial.Candidate))));
        }

        return retrained;
    }

    /// <summary>The best single value of the search within the limits.</summary>
    private Trial? Best()
    {
        var quality = Objective.On(plan.Quality);
        return _trials.Values
            .Where(trial => IsSearch(trial) && ChoosingValues.Completed(trial, quality.Name) is not null && plan.Constraints.All(limit => limit.Violation(ChoosingValues.Lookup(trial)) <= 0))
            .MinBy(trial => (quality.Minimized(trial.Metrics[quality.Name].Value), trial.Number));
    }

    private IReadOnlyList<Candidate> Varied() => (_best ?? Best()) is { } best ? plan.Ablations?.Invoke(best.Candidate) ?? [] : [];

    private IEnumerable<Trial> Twins() => Varied().Select(candidate => _trials.Values.FirstOrDefault(trial => IsSearch(trial) && trial.Candidate.Equals(candidate))).OfType<Trial>();

    private List<Candidate> Untried()
    {
        var tried = _trials.Values.Where(IsSearch).Select(trial => trial.Candidate).ToHashSet();
        return [.. Varied().Where(candidate => !tried.Contains(candidate))];
    }

    /// <summary>The time that the twins' trainings take that the search has not tried, each as long as the best's.</summary>
    private TimeSpan AblatingTime() => (_best ?? Best()) is { } best ? Unevenly(Untried().Count * Seconds(best)) : TimeSpan.Zero;

    /// <summary>The time that retraining the best and its twins takes, final trainings included; a twin not tried yet takes as long as the best.</summary>
    private TimeSpan TwinsTime()
    {
        if ((_best ?? Best()) is not { } best || Varied() is not { Count: > 0 } varied)
        {
            return TimeSpan.Zero;
        }

        var twins = Twins().ToList();
        var seconds = twins.Append(best).Where(trial => !VerificationsOf(trial).All(IsAsked)).Sum(Seconds) + ((varied.Count - twins.Count) * Seconds(best));
        return Unevenly((Repeats + 1) * seconds);
    }
}
