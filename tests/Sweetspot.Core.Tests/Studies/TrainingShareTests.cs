namespace Sweetspot.Core.Tests;

public sealed class TrainingShareTests
{
    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(60);

    [Fact]
    public void Of_TrainingsAsLongAsAllowed_TheWholeEndsInTheBudget()
    {
        var plan = Plan();
        var search = TrainingShare.Of(plan, TimeSpan.Zero, TrialPurpose.Search, hasResult: true)!.Value;
        var retraining = TrainingShare.Of(plan, 2 * search, TrialPurpose.Verification, hasResult: true)!.Value;

        // Two rounds of search, three of retraining two finalists by three seeds on two workers, one of final trainings as long as those.
        Assert.True((2 * search) + (3 * retraining) + retraining <= _budget);
        Assert.Equal(10, search.TotalSeconds);
    }

    [Fact]
    public void Of_LateInTheSearch_LeavesTimeForTheRetrainings()
    {
        Assert.Equal(2.5, TrainingShare.Of(Plan(), TimeSpan.FromSeconds(57), TrialPurpose.Search, hasResult: true)!.Value.TotalSeconds);
        Assert.Equal(2.5, TrainingShare.Of(Plan(), TimeSpan.FromSeconds(70), TrialPurpose.Search, hasResult: true)!.Value.TotalSeconds);
        Assert.Equal(10, TrainingShare.Of(Plan(), TimeSpan.FromSeconds(70), TrialPurpose.Verification, hasResult: true)!.Value.TotalSeconds);
    }

    [Fact]
    public void Of_NothingCompletedYet_IsAQuarterOfTheTimeHoweverLate() =>
        Assert.Equal(15, TrainingShare.Of(Plan(), TimeSpan.FromSeconds(70), TrialPurpose.Search, hasResult: false)!.Value.TotalSeconds);

    [Fact]
    public void Of_NoTimeBudgetOrFinal_HasNoLimit()
    {
        Assert.Null(TrainingShare.Of(Plan() with { TimeBudget = TimeSpan.MaxValue }, TimeSpan.Zero, TrialPurpose.Search, hasResult: true));
        Assert.Null(TrainingShare.Of(Plan(), TimeSpan.Zero, TrialPurpose.Final, hasResult: true));
    }

    private static StudyPlan Plan() => new()
    {
        Seed = 1,
        Objectives = [Objective.On(Metrics.Accuracy)],
        Constraints = [],
        Quality = Metrics.Accuracy,
        Fidelity = new Fidelity(10),
        Baseline = null,
        Folds = null,
        Replicates = 3,
        TrialBudget = 10,
        TimeBudget = _budget,
        Workers = 2,
    };
}
