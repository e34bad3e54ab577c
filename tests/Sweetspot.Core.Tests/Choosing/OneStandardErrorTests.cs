using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class OneStandardErrorTests
{
    [Fact]
    public void Recommend_CheaperWithinOneStandardError_TakesItAndSaysWhy()
    {
        // Seed variance pooled over the three: (2e-6 + 8e-6 + 2e-6) / 6 = 2e-6, so se = sqrt(2 * 2e-6 / 3) = 0.001155.
        var input = Input(
            Finalist(Searched(1, 1_000, 0.950), 0.949, 0.950, 0.951),
            Finalist(Searched(2, 10_000, 0.985), 0.981, 0.983, 0.985),
            Finalist(Searched(3, 100_000, 0.984), 0.983, 0.984, 0.985));

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal("one-standard-error", recommendation.Rule);
        Assert.Equal(
            "0.9830 ± 0.0008 accuracy: not distinguishably worse than the best (width=100000, 0.9840 ± 0.0008; paired difference 0.0010 ± 0.0012) at 0.1 times its cost",
            recommendation.Reason);
        Assert.Equal(3, recommendation.BestFinalist.Trial.Number);
        Assert.Equal(0.001, recommendation.Chosen.DifferenceToBest, 1e-9);
        Assert.Equal(Math.Sqrt(4e-6 / 3), recommendation.Chosen.DifferenceStandardError, 1e-9);
        Assert.Equal(["worse", "recommended; not distinguishably worse", "best quality"], recommendation.Finalists.Select(finalist => finalist.Verdict));
    }

    [Fact]
    public void Recommend_LuckySearchTrial_IsJudgedByVerificationsOnly()
    {
        var input = Input(
            Finalist(Searched(1, 1_000, 0.999), 0.900, 0.902, 0.901),
            Finalist(Searched(2, 10_000, 0.950), 0.950, 0.951, 0.949));

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal(0.95, recommendation.Metrics["accuracy"].Value, 1e-9);
    }

    [Fact]
    public void Recommend_CheaperOnesWorse_TakesTheBestAndNamesTheNearest()
    {
        var input = Input(
            Finalist(Searched(1, 1_000, 0.900), 0.899, 0.900, 0.901),
            Finalist(Searched(2, 10_000, 0.950), 0.949, 0.950, 0.951));

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.EndsWith("every cheaper one is distinguishably worse (nearest: width=1000, worse by 0.0500 ± 0.0008)", recommendation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_CostWithinThreePercent_TakesFewerParameters()
    {
        var input = Input(
            Finalist(Searched(1, 20_000, 0.95, latency: 1.00, train: 10), 0.949, 0.951),
            Finalist(Searched(2, 10_000, 0.95, latency: 1.02, train: 10.2), 0.949, 0.951));

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Contains(recommendation.Warnings, warning => warning.StartsWith("Near-tie: width=20000", StringComparison.Ordinal));
    }

    [Fact]
    public void Recommend_LatencySpreadWide_IsATie()
    {
        // C35: candidates inside the noise of measuring are a tie. 20 % apart, each ± 15 %.
        Trial Noisy(long number, double parameters, double latency)
        {
            var trial = Searched(number, parameters, 0.95, latency, train: 10);
            return trial with { Metrics = trial.Metrics.SetItem("latency_ms", Metrics.Latency.Measured(latency, "test", latency * 0.15)) };
        }

        var input = Input(
            Finalist(Noisy(1, 20_000, 0.083), 0.949, 0.951),
            Finalist(Noisy(2, 10_000, 0.096), 0.949, 0.951)) with
        { Objectives = [Accuracy, Objective.On(Metrics.Latency)] };

        Assert.Equal(2, Recommend(input).Trial.Number);
    }

    [Fact]
    public void Recommend_LinearBaselineGoodEnough_IsRecommended()
    {
        var input = Input(
            Finalist(Searched(0, 650, 0.95, purpose: TrialPurpose.Baseline), 0.951, 0.949),
            Finalist(Searched(1, 10_000, 0.96), 0.950, 0.951));

        var recommendation = Recommend(input);

        Assert.Equal(0, recommendation.Trial.Number);
        Assert.True(recommendation.Chosen.IsBaseline);
        Assert.Contains(recommendation.Warnings, warning => warning.StartsWith("The linear model is recommended", StringComparison.Ordinal));
    }

    [Fact]
    public void Recommend_QualityThatIsMinimised_TakesTheCheapestNearTheLowest()
    {
        Trial Of(long number, double parameters, double rmse) =>
            Trial(number, parameters, [("rmse", rmse), ("parameters", parameters)]);
        FinalistEvidence Evidence(Trial origin, params double[] values) => new(
            origin,
            [.. values.Select((value, i) => Trial(100 + i, origin.Metrics["parameters"].Value, [("rmse", value)], TrialPurpose.Verification))],
            []);
        var input = Input(
            Evidence(Of(1, 100, 9), 9, 9.1), Evidence(Of(2, 1_000, 5.1), 5.0, 5.2), Evidence(Of(3, 10_000, 5), 5.0, 5.1)) with
        { Quality = Objective.On(Metrics.Rmse), Objectives = [Objective.On(Metrics.Rmse)] };

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal(3, recommendation.BestFinalist.Trial.Number);
        Assert.Equal("the spread over 2 seeds only: there are no scores by example for this metric", recommendation.ErrorBasis);
    }

    [Fact]
    public void Recommend_NoFinalist_GivesNeither()
    {
        var outcome = Recommender.Recommend(Input());

        Assert.Null(outcome.Recommendation);
        Assert.Null(outcome.Nearest);
    }

    [Fact]
    public void Recommend_DivergedTrialAmongFinalists_IsNeverChosen()
    {
        // C01: a trial without a finite value is diverged, and never best.
        var diverged = Trial(1, 10, [("parameters", 10)], state: TrialState.Diverged);
        var input = Input(Finalist(Searched(2, 100, 0.7), 0.7, 0.7)) with { Trials = [diverged] };
        input = input with { Finalists = [new FinalistEvidence(diverged, [], []), .. input.Finalists], Front = [diverged, .. input.Front] };

        Assert.Equal(2, Recommend(input).Trial.Number);
    }

    [Fact]
    public void Recommend_FailedVerification_IsPassedOver()
    {
        var evidence = Finalist(Searched(1, 100, 0.9), 0.9, 0.92);
        var failed = Trial(50, 100, [], TrialPurpose.Verification, state: TrialState.Failed);
        var input = Input(evidence with { Verifications = [failed, .. evidence.Verifications] });

        var recommendation = Recommend(input);

        Assert.Equal(0.91, recommendation.Metrics["accuracy"].Value, 1e-9);
        Assert.Equal(2, recommendation.Chosen.Verifications);
    }
}
