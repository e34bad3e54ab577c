using System.Globalization;

namespace Sweetspot.Core;

/// <content>The teacher of distilled candidates, and whether compressing paid.</content>
public sealed partial class StudyRunner
{
    private const int MostCompared = 6;

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
            await AdvanceAsync(StudyPhase.Search, cancellationToken).ConfigureAwait(false);
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
        var pairs = compression.Pairs(Searched(), Retrained(), teacher);
        List<TrialRequest> requests = [.. pairs.SelectMany(RequestsOf)];
        if (Elapsed > plan.TimeBudget && !requests.TrueForAll(IsAsked))
        {
            return;
        }

        foreach (var pair in pairs)
        {
            await meter.MeasureAsync(pair.Twin, cancellationToken).ConfigureAwait(false);
        }

        await RunAllAsync(StudyPhase.Verification, requests, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A finalist has been retrained already, with the same seeds.</summary>
    private IEnumerable<TrialRequest> RequestsOf(CompressionPair pair)
    {
        var isFinalist = Retrained().Contains(pair.Compressed);
        return Retrainings(pair.Twin, pair.TwinFidelity, TrialPurpose.Comparison)
            .Concat(isFinalist ? [] : Retrainings(pair.Compressed, plan.Fidelity, TrialPurpose.Comparison));
    }

    private HashSet<Candidate> Retrained() => [.. _trials.Values.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Select(trial => trial.Candidate)];

    /// <summary>The time that comparing takes: of the twins of finalists, or of a few others and their twins; a twin may take as long as what it is compared with.</summary>
    private TimeSpan ComparingTime()
    {
        if (plan.Compression is not { } compression)
        {
            return TimeSpan.Zero;
        }

        var seconds = Searched().Where(trial => trial.State == TrialState.Completed && compression.IsCompressed(trial.Candidate)).Select(WallSeconds).ToList();
        return seconds.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(MostCompared * Repeats * RobustStatistics.Median([.. seconds]) / plan.Workers);
    }
}
