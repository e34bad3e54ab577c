namespace Sweetspot.Core.Tests;

/// <content>Teachers and comparisons: even widths learn from a teacher.</content>
public sealed partial class StudyRunnerTests
{
    private static readonly Candidate[] s_sizes = [Width(3), Width(5), Width(399)];

    [Fact]
    public async Task Run_CandidatesThatLearn_TeacherIsChosenOnceBeforeTheFirstOfThem()
    {
        var study = await CreateAsync();
        var taughtBefore = 0;

        var outcome = await RunAsync(study, Taught(trials: 12), evaluate: request =>
        {
            taughtBefore += IsTaught(request.Candidate) && _store.ReadAsync(CompressionPlan.TeacherKey(study), Cancellation).AsTask().Result is null ? 1 : 0;
            return Evaluate(request);
        });

        var teacher = Assert.Single(outcome.Trials, trial => trial.Candidate.Equals(s_sizes[2]) && trial.Request.Purpose == TrialPurpose.Teacher);
        Assert.Equal(0, taughtBefore);
        Assert.Equal(FormattableString.Invariant($"{teacher.Number}"), await _store.ReadAsync(CompressionPlan.TeacherKey(study), Cancellation));
        Assert.Equal(s_sizes, Considered(outcome));
        Assert.Equal(12, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search));
        Assert.DoesNotContain(outcome.Finalists, number => outcome.Trials[(int)number].Request.Purpose == TrialPurpose.Teacher);
    }

    [Fact]
    public async Task Run_CompressedFound_TrainedAsItsTwinWithTheSameSeedsAndFolds()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Taught(trials: 12));

        var twins = outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Comparison && trial.Candidate.Find("twin") is not null).ToList();
        var compressed = new Candidate(twins[0].Candidate.Genes.Where(gene => gene.Key != "twin"));
        var own = outcome.Trials.Where(trial => trial.Request.Purpose is TrialPurpose.Verification or TrialPurpose.Comparison && trial.Candidate.Equals(compressed)).ToList();
        Assert.Equal(5, twins.Count);
        Assert.Equal(twins.Select(trial => (trial.Request.Seed, trial.Request.Fold)).Order(), own.Select(trial => (trial.Request.Seed, trial.Request.Fold)).Order());
        Assert.All(twins, trial => Assert.Equal(new Fidelity(7), trial.Request.Fidelity));
        Assert.DoesNotContain(outcome.Trials, trial => trial.Request.Purpose == TrialPurpose.Final && trial.Candidate.Find("twin") is not null);
    }

    [Fact]
    public async Task Run_StoppedWhileTeachersTrain_ResumedHasTheSameTeacherAndTrialsAsUnbroken()
    {
        var (broken, whole) = (await CreateAsync(), await CreateAsync());
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(broken, Taught(trials: 12), cancel: cancel, evaluate: request =>
        {
            if (request.Purpose == TrialPurpose.Teacher)
            {
                cancel.Cancel();
            }

            return Evaluate(request);
        }));

        var resumed = await RunAsync(broken, Taught(trials: 12));
        var unbroken = await RunAsync(whole, Taught(trials: 12), workers: 3);

        Assert.Equal(
            await TeacherOf(unbroken, whole), await TeacherOf(resumed, broken));
        Assert.Equal(12, Searched(resumed).Count);
        Assert.Equal(s_sizes, Considered(resumed));
        Assert.Equal(s_sizes, Considered(unbroken));
    }

    [Fact]
    public async Task Run_FinishedStudyAgain_TrainsNothing()
    {
        var study = await CreateAsync();
        await RunAsync(study, Taught(trials: 12));

        var again = await RunAsync(study, Taught(trials: 12));

        Assert.False(again.DidWork);
    }

    /// <summary>The sizes that were trained before the first candidate that learns, each once.</summary>
    private static IEnumerable<Candidate> Considered(StudyOutcome outcome)
    {
        var first = outcome.Trials.Where(trial => IsTaught(trial.Candidate)).Min(trial => trial.Number);
        return outcome.Trials.Where(trial => trial.Number < first && s_sizes.Contains(trial.Candidate)).Select(trial => trial.Candidate).OrderBy(size => size.Number("width"));
    }

    private async Task<Candidate> TeacherOf(StudyOutcome outcome, long study)
    {
        var number = await _store.ReadAsync(CompressionPlan.TeacherKey(study), Cancellation);
        return outcome.Trials.Single(trial => FormattableString.Invariant($"{trial.Number}") == number).Candidate;
    }

    private static Candidate Width(int width) => new([new("width", GeneValue.Of(width))]);

    private static bool IsTaught(Candidate candidate) => candidate.Number("width", 1) % 2 == 0 && candidate.Find("twin") is null;

    private static StudyPlan Taught(int trials) => Plan(trials) with
    {
        Compression = new CompressionPlan
        {
            IsCompressed = IsTaught,
            HasTeacher = IsTaught,
            Teachers = [.. s_sizes],
            Choose = candidates => TeacherChoice.Of(candidates, Accuracy, Metrics.Parameters.Name, 100),
            Pairs = (searched, _, teacher) =>
            [
                .. searched.Where(trial => teacher is not null && IsTaught(trial.Candidate)).OrderBy(trial => trial.Value("accuracy")).Take(1).Select(trial => new CompressionPair(
                    trial.Candidate, new Candidate(trial.Candidate.Genes.Append(new("twin", GeneValue.Of("yes")))), new Fidelity(7))),
            ],
        },
    };
}
