using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class FinalistSelectionTests
{
    private static FinalistSelection Selection(params Constraint[] limits) => new(Objectives, limits, Accuracy, 1000, 1000);

    private static List<Trial> Saturating() =>
        [.. Enumerable.Range(1, 20).Select(i => Searched(i, Math.Pow(2, i), 0.98 * (1 - Math.Exp(-i / 3.0))))];

    [Fact]
    public void Next_SaturatingQuality_TakesTheBestThenSizesAroundTheThreshold()
    {
        var trials = Saturating();
        var best = trials[^1].Value("accuracy")!.Value;
        var noise = Math.Sqrt(best * (1 - best) / 1000);

        var chosen = Selection().Next(trials, [], 4);

        Assert.Equal(4, chosen.Select(trial => trial.Number).Distinct().Count());
        Assert.InRange(best - chosen[0].Value("accuracy")!.Value, 0, noise);
        Assert.All(chosen, trial => Assert.InRange(best - trial.Value("accuracy")!.Value, 0, 4 * noise));
        Assert.Contains(chosen, trial => best - trial.Value("accuracy")!.Value is var behind && behind > 0.3 * noise);
    }

    [Fact]
    public void Next_WideGoalOnTheQuality_LooksForMuchCheaperTrials()
    {
        var trials = Saturating(); // 0.93 of the best from the eighth on
        var wide = new FinalistSelection(Objectives, [], Accuracy, 1000, 1000, [new RelativeGoal("accuracy", 0.07, false)]);

        var chosen = wide.Next(trials, [], 3);

        Assert.InRange(chosen.Skip(1).Min(trial => trial.Number), 7, 9);
        Assert.True(Selection().Next(trials, [], 3).Min(trial => trial.Number) > 9);
    }

    [Fact]
    public void Next_MoreWantedThanThere_TakesAll() => Assert.Equal(3, Selection().Next(Saturating().Take(3), [], 6).Count);

    [Fact]
    public void Next_EmptyOrUncompletedOrBeyondALimit_IsEmpty()
    {
        var limit = new Constraint("parameters <= 1", Knowledge.Computed, ["parameters"], lookup => lookup("parameters")!.Value.Number - 1, _ => "");

        Assert.Empty(Selection().Next([], [], 6));
        Assert.Empty(Selection().Next([Trial(1, 1, [], state: TrialState.Diverged)], [], 6));
        Assert.Empty(Selection(limit).Next(Saturating(), [], 6));
    }

    [Fact]
    public void Next_VerifiedCandidates_AreNotChosenAgain()
    {
        var trials = Saturating();
        var first = Selection().Next(trials, [], 3);
        List<Trial> verifications = [.. first.SelectMany(trial => Enumerable.Range(0, 5).Select(fold => trial with
        {
            Number = 100 + (10 * trial.Number) + fold,
            Request = trial.Request with { Purpose = TrialPurpose.Verification, Fold = fold },
        }))];

        var second = Selection().Next(trials, verifications, 3);

        Assert.Equal(3, second.Count);
        Assert.Empty(first.Select(trial => trial.Number).Intersect(second.Select(trial => trial.Number)));
    }

    [Fact]
    public void Next_ALuckyTrialAmongItsLike_IsNotTakenForTheBest()
    {
        // Thirty small models of true quality 0.95 and thirty large ones of 0.965, seen with noise; one small one was luckier than all of these.
        var random = RandomStream.For(7, 0, "test");
        var small = Enumerable.Range(1, 30).Select(i => OfFamily("mlp", Searched(i, 1000 + i, i == 7 ? 0.9685 : 0.95 + (0.006 * random.NextGaussian()))));
        var large = Enumerable.Range(31, 30).Select(i => OfFamily("cnn", Searched(i, 9000 + i, 0.965 + (0.001 * random.NextGaussian()))));

        var chosen = Selection().Next([.. small, .. large], [], 3);

        Assert.Equal("cnn", chosen[0].Candidate.Word("family", ""));
    }

    [Fact]
    public void Next_ZeroCostOrPerfectScores_StaysFinite()
    {
        var chosen = Selection().Next([Searched(1, 100, 1.0, latency: 0, train: 0), Searched(2, 1_000, 1.0), Searched(3, 10, 0.5)], [], 6);

        Assert.Equal(3, chosen.Count);
        Assert.Equal(0.5, chosen[^1].Value("accuracy"));
    }

    private static Trial OfFamily(string family, Trial trial) => trial with
    {
        Request = trial.Request with
        {
            Candidate = new Candidate([KeyValuePair.Create("family", GeneValue.Of(family)), KeyValuePair.Create("width", GeneValue.Of((double)trial.Number))]),
        },
    };
}
