using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Reads a study from the store and chooses; the same for <c>find</c>, <c>show</c> and <c>export</c>.</summary>
internal static class StudyResults
{
    /// <summary>Under which key the store keeps why nothing could be tried.</summary>
    public static string ProblemKeyOf(long study) => $"problem/{study}";

    /// <param name="store">The store.</param>
    /// <param name="record">The study.</param>
    /// <param name="choose">How to choose; null: as the study says.</param>
    /// <param name="state">Its state, where newer than the record's.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<StudyResult> ReadAsync(
        IStudyStore store, StudyRecord record, ChooseSpec? choose, StudyState? state, CancellationToken cancellationToken)
    {
        var stored = StoredDefinition.Parse(record.Definition);
        var definition = stored.Resolve();
        var trials = await store.TrialsAsync(record.Id, null, cancellationToken);
        var searched = trials.Where(trial => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline).ToList();
        var front = ParetoFront.Of(searched, definition.Objectives, definition.Constraints);
        var finalists = await EvidenceAsync(store, record.Id, trials, cancellationToken);
        var ablated = await NumberedAsync(store, trials, StudyRunner.AblatedKey(record.Id), cancellationToken);
        var clock = StudyClock.Parse(await store.ReadAsync(StudyClock.KeyOf(record.Id), cancellationToken));
        var choice = Recommender.Recommend(new RecommendationInput
        {
            Objectives = definition.Objectives,
            Quality = definition.QualityObjective,
            Constraints = definition.Constraints,
            Goals = definition.Goals,
            Rule = ChoosingRules.Parse((choose ?? stored.Spec.Choose).Rule),
            Prices = (choose ?? stored.Spec.Choose).Prices,
            Finalists = finalists,
            Front = front.Trials,
            Trials = searched,
            Groups = stored.Groups.IsEmpty ? null : stored.Groups,
            ValidationRows = stored.ValidationRows,
            Edges = candidate => candidate.Equals(definition.Baseline) ? [] : definition.Space.EdgeOf(candidate),
            Describe = definition.Describe,
            Modalities = definition.Modalities,
            Ablated = ablated?.Candidate,
            Ablations = ablated is null ? [] : definition.Ablations(ablated.Candidate),
            ForeignLoad = ForeignLoad(searched),
            TimeRemarks = TimeRemarks.Of(clock, definition.Plan(workers: 1).Repeats, trials),
            MajorityQuality = stored.MajorityQuality(definition.QualityObjective.Name),
        });
        return new StudyResult
        {
            StudyId = record.Id,
            Name = record.Name,
            Identity = record.Identity,
            Algorithm = definition.Algorithm,
            Seed = definition.Seed,
            State = state ?? record.State,
            Elapsed = clock.Earlier,
            Objectives = definition.Objectives,
            Trials = trials,
            Front = front,
            Choice = choice,
            Compression =
            [
                .. (await CompressionAsync(store, record.Id, definition, stored, trials, searched, cancellationToken))
                    .OrderByDescending(comparison => comparison.Candidate.Equals(choice.Recommendation?.Candidate)),
            ],
            Definition = definition,
            Stored = stored,
            Problem = (state ?? record.State) == StudyState.NothingFeasible && trials.Count == 0 ? await store.ReadAsync(ProblemKeyOf(record.Id), cancellationToken) : null,
        };
    }

    /// <summary>How many latencies say that the machine was busy when they were taken; null where none does.</summary>
    private static string? ForeignLoad(IReadOnlyCollection<Trial> trials)
    {
        var latencies = trials.Select(trial => trial.Metrics.GetValueOrDefault(Metrics.Latency.Name)).OfType<Measurement>().ToList();
        var busy = latencies.Count(latency => latency.Origin.Detail.Contains(LatencyMeter.BusyMachine, StringComparison.Ordinal));
        return busy == 0 ? null : $"{busy} of {latencies.Count} latencies were measured on a busy machine";
    }

    /// <summary>The trial by which the teacher of a study's distilled candidates was chosen; null where none was.</summary>
    public static async Task<Trial?> TeacherAsync(IStudyStore store, long study, CancellationToken cancellationToken) =>
        await NumberedAsync(store, await store.TrialsAsync(study, null, cancellationToken), CompressionPlan.TeacherKey(study), cancellationToken);

    /// <summary>The trial whose number the store remembers under a key; null where there is none.</summary>
    private static async Task<Trial?> NumberedAsync(IStudyStore store, IReadOnlyList<Trial> trials, string key, CancellationToken cancellationToken) =>
        long.TryParse(await store.ReadAsync(key, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? trials.FirstOrDefault(trial => trial.Number == number)
            : null;

    private static async Task<IReadOnlyList<CompressionComparison>> CompressionAsync(
        IStudyStore store, long study, StudyDefinition definition, StoredDefinition stored, IReadOnlyList<Trial> trials, IReadOnlyList<Trial> searched, CancellationToken cancellationToken)
    {
        var comparisons = new List<CompressionComparison>();
        if (!definition.HasCompression)
        {
            return comparisons;
        }

        var teacher = await TeacherAsync(store, study, cancellationToken);
        var finalists = trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification).Select(trial => trial.Candidate).ToHashSet();
        foreach (var pair in definition.CompressionPairs(searched, finalists, teacher))
        {
            var compressed = await RetrainingsAsync(store, study, trials, pair.Compressed, null, cancellationToken);
            var twin = await RetrainingsAsync(store, study, trials, pair.Twin, pair.TwinFidelity, cancellationToken);
            var (name, shape) = (Compression.Describe(pair.Compressed), definition.Shape(pair.Compressed).Describe());
            var comparison = compressed is null || twin is null
                ? null
                : CompressionComparison.Of(
                    name, shape, compressed, twin, definition.QualityObjective, stored.Groups.IsEmpty ? null : stored.Groups, definition.DescribeTwin(pair, teacher));
            comparisons.Add(comparison ?? CompressionComparison.Missing(name, shape, pair.Compressed));
        }

        return comparisons;
    }

    /// <summary>A candidate's retrainings, as a finalist or for the comparison; null where there are none.</summary>
    private static async Task<FinalistEvidence?> RetrainingsAsync(
        IStudyStore store, long study, IReadOnlyList<Trial> trials, Candidate candidate, Fidelity? fidelity, CancellationToken cancellationToken)
    {
        var retrainings = trials.Where(trial => trial.Request.Purpose is TrialPurpose.Verification or TrialPurpose.Comparison && trial.State == TrialState.Completed
            && trial.Candidate.Equals(candidate) && (fidelity is null || trial.Request.Fidelity == fidelity)).ToList();
        retrainings = [.. retrainings.DistinctBy(trial => (trial.Request.Seed, trial.Request.Fold))]; // a compressed one may have become a finalist later
        var scores = new List<IReadOnlyList<ExampleScore>>();
        foreach (var trial in retrainings)
        {
            scores.Add(await store.ScoresAsync(study, trial.Number, cancellationToken));
        }

        return retrainings.Count == 0 ? null : new FinalistEvidence(retrainings[0], retrainings, scores);
    }

    private static async Task<List<FinalistEvidence>> EvidenceAsync(
        IStudyStore store, long study, IReadOnlyList<Trial> trials, CancellationToken cancellationToken)
    {
        var evidence = new List<FinalistEvidence>();
        var verified = trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification && trial.State == TrialState.Completed)
            .GroupBy(trial => trial.Candidate);
        foreach (var verifications in verified)
        {
            var origin = trials.Where(trial => trial.Candidate.Equals(verifications.Key) && trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline)
                .MaxBy(trial => trial.Request.Fidelity.Epochs)!; // whole, where it was stopped before
            var scores = new List<IReadOnlyList<ExampleScore>>();
            foreach (var verification in verifications)
            {
                scores.Add(await store.ScoresAsync(study, verification.Number, cancellationToken));
            }

            var final = trials.LastOrDefault(trial =>
                trial.Request.Purpose == TrialPurpose.Final && trial.State == TrialState.Completed && trial.Candidate.Equals(verifications.Key));
            evidence.Add(new FinalistEvidence(origin, [.. verifications], scores, final));
        }

        return evidence;
    }
}
