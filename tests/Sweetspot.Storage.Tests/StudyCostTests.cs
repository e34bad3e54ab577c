using Sweetspot.Core;
using Sweetspot.TestKit;

namespace Sweetspot.Storage.Tests;

[CollectionDefinition(nameof(StudyCostTests), DisableParallelization = true)]
public sealed class StudyCostCollection;

/// <summary>Processor time of a trial beside training; it runs alone, since that time is the whole process's.</summary>
[Collection(nameof(StudyCostTests))]
public sealed class StudyCostTests : IDisposable
{
    private static readonly Objective[] s_objectives = [Objective.On(Metrics.Accuracy), Objective.On(Metrics.Parameters)];
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Study_FourThousandTrials_LateOnesCostWhatEarlyOnesDid()
    {
        await RunAsync("warm-up.db", 1500);

        var cpu = await RunAsync("study.db", 4000);

        // A cost that grew with the number of trials would be over four times as high.
        var (early, late) = ((cpu[1000] - cpu[500]) / 500, (cpu[4000] - cpu[3000]) / 1000);
        Assert.True(late < 3 * early, $"a trial took {early.TotalMilliseconds:0.000} ms of processor time at first and {late.TotalMilliseconds:0.000} ms in the end");
    }

    /// <summary>Runs a study with one worker that answers at once.</summary>
    /// <returns>Processor time so far when so many trials had ended.</returns>
    private async Task<TimeSpan[]> RunAsync(string file, int trials)
    {
        await using var store = await SqliteStudyStore.OpenAsync(_folder.File(file), TimeProvider.System, Cancel);
        var study = (await store.CreateAsync("test", "test", "{}", Cancel)).Id;
        var space = new FeasibleSpace(new SearchSpace([new IntegerGene("width", 1, 1000), new IntegerGene("depth", 1, 1000)]), []);
        var plan = Plan(trials);
        await store.WriteAsync( // a third of the time is gone: what the finalists need is reckoned all along
            StudyClock.KeyOf(study), (StudyClock.Zero with { Earlier = plan.TimeBudget / 3 }).ToString(), Cancel);
        var cpu = new TimeSpan[trials + 1];
        var ended = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var working = Task.CompletedTask;
        var runner = new StudyRunner(
            store, study, plan, new Nsga2Search(new AlgorithmSettings { Space = space, Objectives = s_objectives, Seed = 1 }), new NoMeter(),
            (all, verified, count) =>
                [.. ParetoFront.Of(all, s_objectives).Trials.Where(trial => !verified.Any(known => known.Candidate.Equals(trial.Candidate))).Take(count)], () => working.Exception,
            new Listener(progress =>
            {
                if (progress.Ended?.Request.Purpose == TrialPurpose.Search)
                {
                    cpu[++ended] = Environment.CpuUsage.TotalTime;
                }
            }),
            TimeProvider.System);
        await runner.RunAsync(
            () =>
            {
                working = Task.Run(() => WorkAsync(store, study, stop.Token), CancellationToken.None);
                return Task.CompletedTask;
            },
            Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        return cpu;
    }

    private static async Task WorkAsync(SqliteStudyStore store, long study, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.ClaimAsync(study, "worker", TimeSpan.FromMinutes(1), cancellationToken) is { } trial)
            {
                await store.FinishAsync(study, trial.Number, trial.Attempt, Answer(trial.Candidate), CancellationToken.None);
            }
            else
            {
                await Task.Delay(1, cancellationToken);
            }
        }
    }

    private static Evaluation Answer(Candidate candidate)
    {
        var size = candidate.Number("width") * candidate.Number("depth");
        return Evaluation.Of((Metrics.Accuracy, 1 - (1 / (size + 1))), (Metrics.Parameters, size), (Metrics.TrainWallSeconds, 1));
    }

    private static StudyPlan Plan(int trials) => new()
    {
        Seed = 1,
        Objectives = [.. s_objectives],
        Constraints = [],
        Quality = Metrics.Accuracy,
        Fidelity = new Fidelity(1),
        TrialBudget = trials,
        TimeBudget = TimeSpan.FromDays(30),
        Workers = 2,
    };

    private sealed class NoMeter : IShapeMeter
    {
        public ValueTask<IReadOnlyDictionary<string, Measurement>> MeasureAsync(Candidate candidate, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, Measurement>>(new Dictionary<string, Measurement>());
    }

    private sealed class Listener(Action<StudyProgress> listen) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => listen(value);
    }
}
