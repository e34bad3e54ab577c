namespace Sweetspot.Core.Tests;

/// <content>The time given is kept as well as can be.</content>
public sealed partial class StudyRunnerTests
{
    private static readonly TimeSpan s_quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Run_TrialsTakeMoreThanTheirTrainings_EndsNearItsTime()
    {
        var study = await CreateAsync();
        var plan = Plan(trials: 1000);

        await RunAsync(study, plan, time: _time, evaluate: request =>
        {
            _time.Skip(TimeSpan.FromMinutes(1));
            return Trained(request, seconds: 1);
        });

        Assert.InRange((await ClockAsync(study)).Earlier, plan.TimeBudget / 2, 1.1 * plan.TimeBudget);
    }

    [Fact]
    public async Task Run_ReadingTheDataTookLong_IsOfTheTime()
    {
        var study = await CreateAsync();

        await RunAsync(study, Plan(trials: 10), time: _time, before: s_quarter);

        Assert.InRange((await ClockAsync(study)).Earlier, s_quarter, 2 * s_quarter);
    }

    [Fact]
    public async Task Run_TrainingsTooLongForTheTime_RetrainsTwoFinalistsOnThreeFoldsUntilThereIsMoreTime()
    {
        var study = await CreateAsync();
        Task<StudyOutcome> RunAsync(StudyPlan plan) => this.RunAsync(study, plan, evaluate: request => Trained(request, seconds: 1000));

        var outcome = await RunAsync(Plan(trials: 10));
        var again = await RunAsync(Plan(trials: 10));
        var more = await RunAsync(Plan(trials: 10) with { TimeBudget = TimeSpan.FromDays(1) });

        Assert.Equal(2, outcome.Finalists.Length);
        Assert.All(Finalists(outcome), finalist => Assert.Equal([0, 1, 2], Verifications(outcome, finalist).Select(trial => trial.Request.Fold)));
        Assert.False(again.DidWork);
        Assert.All(Finalists(outcome), finalist => Assert.Equal(5, Verifications(more, finalist).Count));
    }

    [Fact]
    public async Task Run_ComparingTakesMoreThanTheTime_IsLeftOut()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Taught(trials: 12), evaluate: request => Trained(request, IsTaught(request.Candidate) ? 1000 : 1));

        Assert.Contains(outcome.Trials, trial => IsTaught(trial.Candidate) && trial.State == TrialState.Completed);
        Assert.DoesNotContain(outcome.Trials, trial => trial.Request.Purpose == TrialPurpose.Comparison);
    }

    [Fact]
    public async Task Run_MeasuringTakesWhatIsLeft_AsksForNoMore()
    {
        // Two finalists take 1.25 · 12 · 60 + 60 s = 16 minutes. After a third shape was measured there is no time left to train it, nor to measure a fourth.
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Plan(trials: 100), time: _time, meter: () => _time.Skip(s_quarter), evaluate: request => Trained(request, seconds: 60));

        Assert.InRange(outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search), 1, 2);
        Assert.InRange((await ClockAsync(study)).Earlier, 3 * s_quarter, 3.9 * s_quarter);
    }

    private async Task<StudyClock> ClockAsync(long study) => StudyClock.Parse(await _store.ReadAsync(StudyClock.KeyOf(study), Cancellation));

    private static IEnumerable<Candidate> Finalists(StudyOutcome outcome) => outcome.Finalists.Select(number => outcome.Trials[(int)number].Candidate);

    private static Evaluation Trained(TrialRequest request, double seconds)
    {
        var completed = (Evaluation.Completed)Evaluate(request);
        return completed with { Metrics = completed.Metrics.SetItem(Metrics.TrainWallSeconds.Name, Metrics.TrainWallSeconds.Measured(seconds, "test")) };
    }
}
