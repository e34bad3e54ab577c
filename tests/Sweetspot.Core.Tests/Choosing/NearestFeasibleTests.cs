using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class NearestFeasibleTests
{
    private const double Gib = 1L << 30;

    [Fact]
    public void Find_MixedUnits_RanksByRelativeViolation()
    {
        // C03: A breaks latency by 20 %, B memory by 5 %; adding raw milliseconds and bytes would put A first.
        var a = Trial(1, 1, [("latency_ms", 12), ("memory", Gib)]);
        var b = Trial(2, 2, [("latency_ms", 9), ("memory", 2.1 * Gib)]);

        var nearest = NearestFeasible.Find([a, b], [AtMost("latency_ms", 10), AtMost("memory", 2 * Gib)]);

        Assert.Equal(2, nearest!.Trial.Number);
        Assert.Equal(0.05, nearest.Violation, 1e-9);
        Assert.Equal("memory <= 2147483648", Assert.Single(nearest.Broken).Limit);
    }

    [Fact]
    public void Find_SimpleLimit_SaysWhichValueItNeeds()
    {
        var nearest = NearestFeasible.Find(
            [Trial(1, 1, [("latency_ms", 0.0156), ("accuracy", 0.913)])], [AtMost("latency_ms", 0.01), AtLeast("accuracy", 0.99)]);

        Assert.Equal(
            ["raise latency_ms <= 0.01 to 0.0156 (nearest: latency_ms = 0.0156)", "lower accuracy >= 0.99 to 0.913 (nearest: accuracy = 0.913)"],
            nearest!.Broken.Select(limit => limit.Advice));
    }

    [Fact]
    public void Find_StrictLimit_AdvisesOneThatTheNearestKeeps()
    {
        var strict = AtMost("latency_ms", 0.01) with { Text = "latency_ms < 0.01" };

        var nearest = NearestFeasible.Find([Trial(1, 1, [("latency_ms", 0.0156)])], [strict]);

        Assert.Equal("raise latency_ms < 0.01 to latency_ms <= 0.0156 (nearest: latency_ms = 0.0156)", Assert.Single(nearest!.Broken).Advice);
    }

    [Fact]
    public void Find_OneKeepsAll_IsNull() => Assert.Null(NearestFeasible.Find([Searched(1, 10, 0.9)], [AtMost("parameters", 10)]));

    [Fact]
    public void Find_UntrainedInfeasibleTrials_Count()
    {
        var trial = Trial(1, 1, [("parameters", 30)], state: TrialState.Infeasible);

        Assert.Equal(2, NearestFeasible.Find([trial], [AtMost("parameters", 10)])!.Violation, 1e-9);
    }

    [Fact]
    public void Find_DivergedOrFailed_NeverCount() =>
        Assert.Null(NearestFeasible.Find(
            [Trial(1, 1, [("parameters", 30)], state: TrialState.Diverged), Trial(2, 2, [("parameters", 30)], state: TrialState.Failed)],
            [AtMost("parameters", 10)]));

    [Fact]
    public void Recommend_VerifiedQualityBreaksLimit_GivesTheNearestFinalist()
    {
        var input = Input(Finalist(Searched(1, 1_000, 0.96), 0.93, 0.93), Finalist(Searched(2, 10_000, 0.955), 0.94, 0.94)) with
        { Constraints = [AtLeast("accuracy", 0.95)] };

        var outcome = Recommender.Recommend(input);

        Assert.Null(outcome.Recommendation);
        Assert.Equal(2, outcome.Nearest!.Trial.Number);
        Assert.Equal("lower accuracy >= 0.95 to 0.94 (nearest: accuracy = 0.94)", Assert.Single(outcome.Nearest.Broken).Advice);
    }

    [Fact]
    public void Recommend_OneFinalistBreaksLimit_IsNotChosenAndSaysWhich()
    {
        var input = Input(Finalist(Searched(1, 1_000, 0.96), 0.93, 0.93), Finalist(Searched(2, 10_000, 0.955), 0.96, 0.96)) with
        { Constraints = [AtLeast("accuracy", 0.95)] };

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal("breaks accuracy >= 0.95", recommendation.Finalists[0].Verdict);
        Assert.EndsWith("the only finalist that keeps all limits", recommendation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_NoFinalistButFeasibleTrials_GivesNeither()
    {
        var input = Input() with { Trials = [Searched(1, 5, 0.9), Searched(2, 50, 0.9)], Constraints = [AtMost("parameters", 10)] };

        var outcome = Recommender.Recommend(input);

        Assert.Null(outcome.Recommendation);
        Assert.Null(outcome.Nearest);
    }

    [Fact]
    public void Recommend_NoFinalistAndNothingFeasible_GivesTheNearest()
    {
        var input = Input() with { Trials = [Searched(1, 500, 0.9), Searched(2, 50, 0.9)], Constraints = [AtMost("parameters", 10)] };

        Assert.Equal(2, Recommender.Recommend(input).Nearest!.Trial.Number);
    }
}
