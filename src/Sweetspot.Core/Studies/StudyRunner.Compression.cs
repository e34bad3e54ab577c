using System.Globalization;

namespace Sweetspot.Core;

/// <content>The teacher of distilled candidates, and whether compressing paid.</content>
public sealed partial class StudyRunner
{
    private const int MostCompared = 6;

    private Trial? _teacher; // once it is chosen

    /// <summary>
    /// Once in a study, before the first candidate that learns from a teacher: the sizes to choose from are trained, where the search has not tried them,
    /// and the choice is remembered. They are the same for any number of workers, so the choice is too.
    /// </summary>
    private async Task ChooseTeacherAsync(CompressionPlan compression, CancellationToken cancellationToken)
    {
        if (await ReadTeacherAsync(cancellationToken).ConfigureAwait(false))
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

        _teacher = compression.Choose([.. numbers.Select(number => _trials[number])]);
        await store.WriteAsync(CompressionPlan.TeacherKey(study), _teacher?.Number.ToString(CultureInfo.InvariantCulture) ?? "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a teacher was looked for; there may be none.</summary>
    private async Task<bool> ReadTeacherAsync(CancellationToken cancellationToken)
    {
        var text = await store.ReadAsync(CompressionPlan.TeacherKey(study), cancellationToken).ConfigureAwait(false);
        _teacher = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _trials.GetValueOrDefault(number) : null;
        return text is not null;
    }

    private Trial? Tried(Candidate candidate) => _trials.Values.FirstOrDefault(trial =>
        trial.Request.Purpose == TrialPurpose.Search && trial.Request.Fidelity == plan.Fidelity && trial.Candidate.Equals(candidate));

    /// <summary>Trains the best compressed candidates and their twins with the same seeds, pair by pair while the time lasts.</summary>
    private async Task CompareAsync(IReadOnlyList<Trial> finalists, CancellationToken cancellationToken)
    {
        if (plan.Compression is not { } compression)
        {
            return;
        }

        await ReadTeacherAsync(cancellationToken).ConfigureAwait(false);
        foreach (var pair in compression.Pairs(Searched(), Retrained(), _teacher))
        {
            List<TrialRequest> requests = [.. RequestsOf(pair)];
            var lacking = requests.Count(request => !IsAsked(request)) * Searched().Where(trial => trial.Candidate.Equals(pair.Compressed)).Max(Seconds); // a twin takes about as long
            var finals = finalists.Where(finalist => FinalOf(finalist) is { } final && !IsAsked(final)).Sum(Seconds);
            if (!requests.TrueForAll(IsAsked) && Elapsed + Unevenly(lacking + finals) + (compression.HasTeacher(pair.Compressed) ? TeachingTime() : TimeSpan.Zero) > plan.TimeBudget)
            {
                continue; // another may be smaller
            }

            await meter.MeasureAsync(pair.Twin, cancellationToken).ConfigureAwait(false);
            await RunAllAsync(StudyPhase.Verification, requests, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A finalist has been retrained already, with the same seeds.</summary>
    private IEnumerable<TrialRequest> RequestsOf(CompressionPair pair)
    {
        var isFinalist = Retrained().Contains(pair.Compressed);
        return Retrainings(pair.Twin, pair.TwinFidelity, TrialPurpose.Comparison)
            .Concat(isFinalist ? [] : Retrainings(pair.Compressed, plan.Fidelity, TrialPurpose.Comparison));
    }

    private HashSet<Candidate> Retrained() => [.. _trials.Values.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Select(trial => trial.Candidate)];

    private TimeSpan ComparingTime() => ComparingTime(Repeats);

    /// <summary>The time that comparing takes: of the twins of finalists, or of a few others and their twins; a twin may take as long as what it is compared with.</summary>
    private TimeSpan ComparingTime(int repeats)
    {
        if (plan.Compression is not { } compression)
        {
            return TimeSpan.Zero;
        }

        var compressed = Searched().Where(trial => trial.State == TrialState.Completed && compression.IsCompressed(trial.Candidate)).ToList();
        return compressed.Count == 0
            ? TimeSpan.Zero
            : Unevenly(MostCompared * repeats * RobustStatistics.Median([.. compressed.Select(Seconds)])) + (compressed.Exists(trial => compression.HasTeacher(trial.Candidate)) ? TeachingTime() : TimeSpan.Zero);
    }

    /// <summary>What training the teacher anew takes, once for each seed or fold and once on everything: what learns from it waits for it. Nothing where it was trained so.</summary>
    private TimeSpan TeachingTime() =>
        _teacher is not { } teacher || Retrained().Any(plan.Compression!.HasTeacher) ? TimeSpan.Zero : Unevenly((Repeats + 1) * Seconds(teacher));
}
