using System.Globalization;

namespace Sweetspot.Core.Tests;

/// <content>The best and its twins: an odd number is what leaving something out of an even one gives, and the other way round.</content>
public sealed partial class StudyRunnerTests
{
    [Fact]
    public async Task Run_Ablations_RetrainsTheBestOfTheSearchAndItsTwinWithTheSameSeedsAndFolds()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Varied(trials: 10));

        var best = await AblatedOf(outcome, study);
        var (own, twins) = (Verifications(outcome, best.Candidate), Verifications(outcome, Twin(best.Candidate)));
        Assert.Equal(outcome.Trials.Where(IsOfTheBudget).MaxBy(trial => trial.Value("accuracy"))!.Candidate, best.Candidate);
        Assert.Equal(5, own.Count);
        Assert.Equal(own.Select(trial => (trial.Request.Seed, trial.Request.Fold)), twins.Select(trial => (trial.Request.Seed, trial.Request.Fold)));
        Assert.All(new[] { best.Candidate, Twin(best.Candidate) }, candidate => Assert.Contains(
            outcome.Trials, trial => trial.Request.Purpose == TrialPurpose.Final && trial.Candidate.Equals(candidate)));

        bool IsOfTheBudget(Trial trial) => trial.Request.Purpose == TrialPurpose.Search && !trial.Candidate.Equals(Twin(best.Candidate));
    }

    [Fact]
    public async Task Run_TwinsTakeMoreThanTheTime_NothingIsRetrainedForThem()
    {
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Varied(trials: 10), evaluate: request => Trained(request, seconds: 1000));

        Assert.Equal(2, outcome.Finalists.Length);
        Assert.Equal(10, outcome.Trials.Count(trial => trial.Request.Purpose == TrialPurpose.Search));
        Assert.Empty(Verifications(outcome, Twin((await AblatedOf(outcome, study)).Candidate)));
    }

    [Fact]
    public async Task Run_TimeForTwoFinalistsAndTwins_LeavesFurtherFinalistsOutForThem()
    {
        // Of the hour, the best and its twin take 1.25 · 2 · 6 · 170 s = 43 minutes. A third finalist takes 1.25 · (6 + 2) · 170 + 170 s = 31 minutes with all that ends it: it would fit alone.
        var study = await CreateAsync();

        var outcome = await RunAsync(study, Varied(trials: 10), evaluate: request => Trained(request, seconds: 170));

        var best = await AblatedOf(outcome, study);
        Assert.Equal(5, Verifications(outcome, Twin(best.Candidate)).Count);
        Assert.InRange(outcome.Finalists.Length, 2, 4);
    }

    [Fact]
    public async Task Run_TimeForSomeTwins_TrainsTheFirstOfThem()
    {
        // Of the hour, two finalists take 1.25 · 12 · 170 + 170 s = 45 minutes, a twin 1.25 · 170 s = 3.5: four of six are tried.
        var study = await CreateAsync();
        var plan = Plan(10) with { Ablations = candidate => [.. Enumerable.Range(1, 6).Select(bits => Width((int)candidate.Number("width", 1) ^ bits))] };

        var outcome = await RunAsync(study, plan, evaluate: request => Trained(request, seconds: 170));

        var tried = outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search).Select(trial => trial.Candidate).ToHashSet();
        var twins = plan.Ablations((await AblatedOf(outcome, study)).Candidate);
        Assert.Equal(14, tried.Count);
        Assert.Contains(twins[0], tried);
        Assert.Contains(twins, twin => !tried.Contains(twin));
    }

    [Fact]
    public async Task Run_AblationsAgain_TrainsNothing()
    {
        var study = await CreateAsync();
        await RunAsync(study, Varied(trials: 10));

        Assert.False((await RunAsync(study, Varied(trials: 10))).DidWork);
    }

    private static List<Trial> Verifications(StudyOutcome outcome, Candidate candidate) =>
        [.. outcome.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Verification && trial.Candidate.Equals(candidate)).OrderBy(trial => trial.Request.Fold)];

    private async Task<Trial> AblatedOf(StudyOutcome outcome, long study)
    {
        var number = long.Parse((await _store.ReadAsync(StudyRunner.AblatedKey(study), Cancellation))!, CultureInfo.InvariantCulture);
        return outcome.Trials.Single(trial => trial.Number == number);
    }

    private static Candidate Twin(Candidate candidate) => Width((int)candidate.Number("width", 1) ^ 1);

    private static StudyPlan Varied(int trials) => Plan(trials) with { Ablations = candidate => [Twin(candidate)] };
}
