using System.Globalization;

namespace Sweetspot.Core;

/// <content>The teacher of distilled candidates, and whether compressing paid.</content>
public sealed partial class StudyRunner
{
    private const int MostPairs = 2;

    /// <summary>
    /// Once in a study, before the first candidate that learns from a teacher: the sizes to choose from are trained, where the search has not tried them,
    /// and the choice is remembered. They are the same for any number of workers, so the choice is too.
    /// </summary>
    private async Task ChooseTeacherAsync(CompressionPlan compression, CancellationToken cancellationToken)
    {
        var key = CompressionPlan.TeacherKey(study);
        if (await store.ReadAsync(key, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        var numbers = compression.Teachers.Select(size => Tried(size)?.Number).OfType<long>().ToList();
        var requests = compression.Teachers.Where(size => Tried(size) is null)
            .Select(size => new TrialRequest(size, plan.Fidelity, plan.Seed, TrialPurpose.Teacher)).ToList();
        numbers.AddRange(await EnqueueAsync(requests, cancellationToken).ConfigureAwait(false));
        while (_open.Overlaps(numbers))
        {
            await AdvanceAsync(StudyPhase.Search, plan.TrialBudget, () => _searched - _open.Count, cancellationToken).ConfigureAwait(false);
        }

        var teacher = compression.Choose([.. numbers.Select(number => _trials[number])]);
        await store.WriteAsync(key, teacher?.Number.ToString(CultureInfo.InvariantCulture) ?? "", cancellationToken).ConfigureAwait(false);
    }

    private Trial? Tried(Candidate candidate) => _trials.Values.FirstOrDefault(trial =>
        trial.Request.Purpose == TrialPurpose.Search && trial.Request.Fidelity == plan.Fidelity && trial.Candidate.Equals(candidate));

    /// <summary>Trains the best compressed candidates and their twins with the same seeds, unless the time is over.</summary>
    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        if (plan.Compression is not { } compression)
        {
            return;
        }

        var text = await store.ReadAsync(CompressionPlan.TeacherKey(study), cancellationToken).ConfigureAwait(false);
        var teacher = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _trials.GetValueOrDefault(number) : null;
        var pairs = compression.Pairs(Searched(), teacher);
        List<TrialRequest> requests = [.. pairs.SelectMany(RequestsOf)];
        if (Elapsed > plan.TimeBudget && !requests.TrueForAll(IsAsked))
        {
            return;
        }

        foreach (var pair in pairs)
        {
            await meter.MeasureAsync(pair.Twin, cancellationToken).ConfigureAwait(false);
        }

        await RunAllAsync(StudyPhase.Verification, requests, 0, requests.Count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A finalist has been retrained already, with the same seeds.</summary>
    private IEnumerable<TrialRequest> RequestsOf(CompressionPair pair)
    {
        var isFinalist = _trials.Values.Any(trial => trial.Request.Purpose == TrialPurpose.Verification && trial.Candidate.Equals(pair.Compressed));
        return Retrainings(pair.Twin, pair.TwinFidelity, TrialPurpose.Comparison)
            .Concat(isFinalist ? [] : Retrainings(pair.Compressed, plan.Fidelity, TrialPurpose.Comparison));
    }

    /// <summary>The time that comparing takes: a few compressed trainings and as many of twins, which may take as long.</summary>
    private TimeSpan ComparingTime()
    {
        if (plan.Compression is not { } compression)
        {
            return TimeSpan.Zero;
        }

        var seconds = Searched().Where(trial => trial.State == TrialState.Completed && compression.IsCompressed(trial.Candidate)).Select(WallSeconds).ToList();
        return seconds.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(MostPairs * 2 * Repeats * RobustStatistics.Median([.. seconds]) / plan.Workers);
    }
}
