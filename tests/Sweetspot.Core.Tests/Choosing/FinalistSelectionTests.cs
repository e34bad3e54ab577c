using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class FinalistSelectionTests
{
    private static List<Trial> SaturatingFront() =>
        [.. Enumerable.Range(1, 20).Select(i => Searched(i, Math.Pow(2, i), 0.98 * (1 - Math.Exp(-i / 3.0))))];

    [Fact]
    public void Choose_SaturatingFront_TakesTheBestAndBothSidesOfTheThreshold()
    {
        var front = SaturatingFront();
        var best = front[^1].Value("accuracy")!.Value;
        var noise = Math.Sqrt(best * (1 - best) / 1000);

        var chosen = FinalistSelection.Choose(front, Objectives, Accuracy, 6, 1000);

        Assert.Equal(6, chosen.Select(trial => trial.Number).Distinct().Count());
        Assert.Equal(20, chosen[0].Number);
        Assert.Contains(chosen, trial => trial.Number == front.First(t => t.Value("accuracy") >= best - noise).Number);
        Assert.Contains(chosen, trial => trial.Number == front.First(t => t.Value("accuracy") >= best - (2 * noise)).Number);
        Assert.Contains(chosen, trial => trial.Value("accuracy") < best - (2 * noise));
    }

    [Fact]
    public void Choose_MoreWantedThanThere_TakesAll() =>
        Assert.Equal(3, FinalistSelection.Choose(SaturatingFront().Take(3), Objectives, Accuracy, 6, 1000).Count);

    [Fact]
    public void Choose_TwoOnly_IsTheBestAndTheCheapestWithinOneError()
    {
        var chosen = FinalistSelection.Choose(SaturatingFront(), Objectives, Accuracy, 2, 1000);

        Assert.Equal(2, chosen.Count);
        Assert.True(chosen[1].Number < chosen[0].Number);
    }

    [Fact]
    public void Choose_EmptyOrUncompleted_IsEmpty()
    {
        Assert.Empty(FinalistSelection.Choose([], Objectives, Accuracy, 6, 1000));
        Assert.Empty(FinalistSelection.Choose([Trial(1, 1, [], state: TrialState.Diverged)], Objectives, Accuracy, 6, 1000));
    }

    [Fact]
    public void Choose_PerfectScores_StillLeavesRoomForNoise()
    {
        // 1.0 of 1,000 is no certainty: 0.9995 is within noise of it, at a tenth of the cost.
        var chosen = FinalistSelection.Choose([Searched(1, 100, 0.9995), Searched(2, 1_000, 1.0), Searched(3, 10, 0.5)], Objectives, Accuracy, 2, 1000);

        Assert.Equal([2L, 1L], chosen.Select(trial => trial.Number));
    }

    [Fact]
    public void Choose_ZeroCost_StaysFinite()
    {
        var chosen = FinalistSelection.Choose([Searched(1, 100, 0.9, latency: 0, train: 0), Searched(2, 1_000, 0.91)], Objectives, Accuracy, 6, 100);

        Assert.Equal(2, chosen.Count);
    }
}
