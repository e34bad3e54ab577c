using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

/// <summary>Steps, warnings, baselines and metrics beside the choice itself.</summary>
public sealed class RecommendationTests
{
    private static readonly FinalistEvidence[] _three =
    [
        Finalist(Searched(1, 1_000, 0.950), 0.949, 0.950, 0.951),
        Finalist(Searched(2, 10_000, 0.985), 0.981, 0.983, 0.985),
        Finalist(Searched(3, 100_000, 0.984), 0.983, 0.984, 0.985),
    ];

    [Fact]
    public void Steps_FinalistsOnBothSides_CompareVerifiedValues()
    {
        var recommendation = Recommend(Input(_three));

        Assert.Equal(1, recommendation.StepDown!.Trial.Number);
        Assert.Equal(-0.033, recommendation.StepDown.QualityDifference, 1e-9);
        Assert.Equal(0.1, recommendation.StepDown.Ratios["parameters"], 1e-9);
        Assert.Equal(
            "width=100000: accuracy the same within noise (difference 0.0010 ± 0.0012); 10 times the latency, 10 times the parameters, 10 times the training time (CPU)",
            recommendation.StepUp!.Text);
    }

    [Fact]
    public void Steps_NoFinalistBeyond_UsesTheFrontAndSaysSingleRuns()
    {
        var input = Input(_three[1]);
        input = input with { Front = [.. input.Front, Searched(7, 1_000, 0.94), Searched(8, 100, 0.7)] };

        var recommendation = Recommend(input);

        Assert.Null(recommendation.StepUp);
        Assert.Equal(7, recommendation.StepDown!.Trial.Number);
        Assert.Null(recommendation.StepDown.QualityStandardError);
        Assert.Contains("0.045 worse (single runs)", recommendation.StepDown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_VerifiedAndOrigin_AreKeptApart()
    {
        var evidence = _three[1] with { Final = Trial(99, 10_000, [("accuracy", 1)], TrialPurpose.Final) };
        evidence = evidence with { Final = evidence.Final with { Metrics = evidence.Final.Metrics.Add("test_accuracy", Metrics.Accuracy.Measured(0.977, "test")) } };

        var metrics = Recommend(Input(evidence)).Metrics;

        Assert.Equal(0.983, metrics["accuracy"].Value, 1e-9);
        Assert.Equal(0.002 / Math.Sqrt(3), metrics["accuracy"].StandardError!.Value, 1e-9);
        Assert.Equal("measured (mean of 3 seeds; test)", metrics["accuracy"].Origin.ToString());
        Assert.Equal(0.977, metrics["test_accuracy"].Value);
        Assert.Equal(10, metrics["latency_ms"].Value);
    }

    [Fact]
    public void Warnings_LargerTrialsNoBetter_SaysThatBiggerDoesNotHelp()
    {
        var linear = Finalist(Searched(0, 300, 0.915, purpose: TrialPurpose.Baseline), 0.915, 0.913, 0.914);
        var net = Finalist(Searched(1, 5_000, 0.918), 0.912, 0.916, 0.911);
        var larger = Enumerable.Range(2, 30).Select(i => Searched(i, 1_000 * i, 0.90 + (0.0004 * i)));
        var input = Input(linear, net) with { Trials = [linear.Origin, net.Origin, .. larger] };

        var recommendation = Recommend(input);

        Assert.Equal(0, recommendation.Trial.Number);
        var warning = Assert.Single(recommendation.Warnings, warning => warning.StartsWith("Bigger does not help", StringComparison.Ordinal));
        Assert.Equal(
            "Bigger does not help: 31 trials with 2 to 103 times its parameters reached accuracy 0.918 at best in single runs, against its 0.915; "
                + "retrained, the best of the larger finalists is 0.0010 ± 0.0016 worse.",
            warning);
    }

    [Fact]
    public void Warnings_LuckyLargerTrialRetrained_GoesByTheRetraining()
    {
        // The larger one looked far better in its search trial, and was not when retrained.
        var small = Finalist(Searched(1, 1_000, 0.90), 0.899, 0.901);
        var lucky = Finalist(Searched(2, 10_000, 0.99), 0.900, 0.901);
        var input = Input(small, lucky) with { Trials = [small.Origin, lucky.Origin, .. Enumerable.Range(3, 5).Select(i => Searched(i, 1_000 * i, 0.9))] };

        Assert.Contains(Recommend(input).Warnings, warning => warning.StartsWith("Bigger does not help: 6 trials", StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_BestByLessThanTwoErrorsOverAMuchSmallerOne_SaysSo()
    {
        var small = Finalist(Searched(1, 1_000, 0.90), 0.900, 0.904, 0.902);
        var large = Finalist(Searched(2, 10_000, 0.91), 0.905, 0.903, 0.907);

        var recommendation = Recommend(Input(small, large));

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Contains(
            "Bigger does not help beyond doubt: 10 times the parameters of width=1000 bring accuracy 0.0030 ± 0.0016, less than two standard errors; "
                + "where cost weighs more, take the small one.",
            recommendation.Warnings);
        var sure = Finalist(Searched(2, 10_000, 0.91), 0.925, 0.923, 0.927);
        Assert.DoesNotContain(Recommend(Input(small, sure)).Warnings, warning => warning.StartsWith("Bigger", StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_LargerTrialsBetter_DoesNotSaySo()
    {
        var input = Input(_three[0]) with { Trials = [.. Enumerable.Range(2, 30).Select(i => Searched(i, 1_000 * i, 0.98))] };

        Assert.DoesNotContain(Recommend(input).Warnings, warning => warning.StartsWith("Bigger", StringComparison.Ordinal));
    }

    /// <summary>Widths 2, 4 … 16, three trials of each, told apart by a second gene.</summary>
    private static List<Trial> Widths(Func<int, double> accuracy) =>
    [
        .. Enumerable.Range(0, 24).Select(i =>
        {
            var width = 2 * (1 + (i / 3));
            var trial = Searched(i, width, accuracy(width));
            var genes = new[] { KeyValuePair.Create("width", GeneValue.Of(width)), KeyValuePair.Create("depth", GeneValue.Of(1 + (i % 3))) };
            return trial with { Request = trial.Request with { Candidate = new Candidate(genes) } };
        }),
    ];

    /// <summary>Ends of widths 2 to 16 and depths 1 to 4.</summary>
    private static IReadOnlyList<SpaceEdge> Ends(Candidate candidate) =>
    [
        .. candidate.Number("width") is 2 or 16 ? [new SpaceEdge("width", candidate.Find("width")!.Value, candidate.Number("width") > 2)] : Array.Empty<SpaceEdge>(),
        .. candidate.Number("depth") == 1 ? [new SpaceEdge("depth", GeneValue.Of(1), false)] : Array.Empty<SpaceEdge>(),
    ];

    [Fact]
    public void Warnings_BestAtTheEnd_SaysWiden()
    {
        var trials = Widths(width => 0.5 + (0.025 * width));
        var input = Input(Finalist(trials[21], 0.9, 0.9), Finalist(trials[9], 0.7, 0.7)) with { Trials = trials, Edges = Ends };

        var warnings = Recommend(input).Warnings;

        Assert.Equal("Widen the space: quality still rises toward width = 16 (high end), where it ends.", Assert.Single(warnings, IsOfEnds));
    }

    [Fact]
    public void Warnings_BestAtTheEndButBiggerDoesNotHelp_DoesNotSayWiden()
    {
        var trials = Widths(width => 0.5 + (0.025 * width));
        var input = Input(Finalist(trials[21], 0.90, 0.91), Finalist(trials[3], 0.88, 0.92)) with { Trials = trials, Edges = Ends };

        var warnings = Recommend(input).Warnings;

        Assert.Contains(warnings, warning => warning.StartsWith("Bigger does not help: ", StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, IsOfEnds);
    }

    [Fact]
    public void Warnings_ChosenAtTheSmallEnd_SaysThatSmallerMightDo()
    {
        var trials = Widths(_ => 0.9);
        var input = Input(Finalist(trials[0], 0.9, 0.9)) with { Trials = trials, Edges = Ends };

        // Depth 1 is where counting starts, so it is not named.
        Assert.Equal(
            "Smaller might do as well: the recommended size sits at width = 2 (low end), and beyond was not tried.", Assert.Single(Recommend(input).Warnings, IsOfEnds));
    }

    [Fact]
    public void Warnings_FlatTowardTheHighEnd_SaysNothingOfIt()
    {
        var trials = Widths(_ => 0.9);
        var input = Input(Finalist(trials[21], 0.9, 0.9)) with { Trials = trials, Edges = Ends };

        Assert.DoesNotContain(Recommend(input).Warnings, IsOfEnds);
    }

    [Theory]
    [InlineData(1.379, 1.38, "1.379", "1.380")]
    [InlineData(0.9896, 1, "0.9896", "1.0000")]
    [InlineData(12345, 12.5, "12,345", "12.5")]
    [InlineData(3, 4, "3", "4")]
    [InlineData(1e-7, 2, "1E-07", "2")]
    public void Pair_TwoValues_HaveTheSameDecimals(double one, double other, string first, string second) => Assert.Equal((first, second), PlainNumber.Pair(one, other));

    private static bool IsOfEnds(string warning) => warning.StartsWith("Widen", StringComparison.Ordinal) || warning.StartsWith("Smaller", StringComparison.Ordinal);

    [Fact]
    public void Warnings_NothingRetrained_SaysSo()
    {
        var recommendation = Recommend(Input(Finalist(Searched(1, 100, 0.9))));

        Assert.Equal(0, recommendation.Chosen.Verifications);
        Assert.StartsWith("No finalist was retrained", recommendation.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_SomeNotRetrained_LeavesThemOut()
    {
        var recommendation = Recommend(Input(Finalist(Searched(1, 100, 0.99)), Finalist(Searched(2, 1_000, 0.9), 0.9, 0.9)));

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal("not verified", recommendation.Finalists[0].Verdict);
        Assert.Contains("Not retrained, so not considered: width=100.", recommendation.Warnings);
    }

    [Fact]
    public void Warnings_FewTrialsAndLoad_SaysBoth()
    {
        var warnings = Recommend(Input(_three) with { ForeignLoad = "load 3.4 on 2 cores" }).Warnings;

        Assert.Contains("Only 3 trials completed: better sizes may not have been tried. Raise the budget to extend this study.", warnings);
        Assert.Contains("Other work ran on this machine, so times may be too long: load 3.4 on 2 cores.", warnings);
    }

    [Fact]
    public void Warnings_AllOthersStoppedEarly_SaysThatTheReferenceWasComparedWithNone()
    {
        var linear = Finalist(Searched(0, 50, 0.90, purpose: TrialPurpose.Baseline), 0.899, 0.901);
        var stopped = Searched(1, 100, 0.5) with { State = TrialState.Pruned };

        var input = Input(linear);
        var warnings = Recommend(input with { Trials = [.. input.Trials, stopped] }).Warnings;

        Assert.Contains(warnings, warning => warning.EndsWith(" is recommended: no other training was completed whole, so it was compared with none.", StringComparison.Ordinal));
        Assert.Contains("Only 1 trial completed, and 1 stopped early: better sizes may not have been tried. Raise the budget to extend this study.", warnings);
    }

    [Fact]
    public void Baselines_MajorityAndLinear_AreCompared()
    {
        var linear = Finalist(Searched(0, 50, 0.90, purpose: TrialPurpose.Baseline), 0.899, 0.901);
        var recommendation = Recommend(Input([linear, .. _three]) with { MajorityQuality = 0.1 });

        Assert.Equal(["always the commonest answer", "linear model"], recommendation.Baselines.Select(baseline => baseline.Name));
        Assert.Equal(0.883, recommendation.Baselines[0].Difference, 1e-9);
        Assert.Equal(0.083, recommendation.Baselines[1].Difference, 1e-9);
        Assert.DoesNotContain(recommendation.Warnings, warning => warning.StartsWith("Not beaten", StringComparison.Ordinal));
    }

    [Fact]
    public void Baselines_MajorityNotBeaten_Warns()
    {
        var recommendation = Recommend(Input(_three) with { MajorityQuality = 0.99 });

        Assert.Contains(recommendation.Warnings, warning => warning.StartsWith("Worse than a reference beyond noise: always the commonest answer: 0.99 accuracy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.99, "Worse than a reference beyond noise: always the commonest answer: 0.99", "Nothing beats always answering the commonest answer: 0.99 accuracy, against 0.983")]
    [InlineData(0.9835, "Not beaten beyond noise: always the commonest answer: 0.98", "Nothing beats always answering the commonest answer beyond noise: 0.98")]
    public void NothingBeats_NoFinalistBetterThanAConstant_LeadsWithIt(double majority, string warning, string headline)
    {
        var recommendation = Recommend(Input(_three[0], _three[1]) with { MajorityQuality = majority });

        Assert.Contains(recommendation.Warnings, text => text.StartsWith(warning, StringComparison.Ordinal));
        Assert.StartsWith(headline, recommendation.NothingBeats, StringComparison.Ordinal);
        Assert.Null(Recommend(Input(_three) with { MajorityQuality = 0.9 }).NothingBeats);
    }

    [Fact]
    public void Steps_FewerParametersButDearer_GoAlongTheCost()
    {
        var few = Finalist(Searched(4, 5_000, 0.97, latency: 40, train: 400), 0.969, 0.970, 0.971); // few parameters, dear
        var many = Finalist(Searched(5, 50_000, 0.96, latency: 2, train: 20), 0.959, 0.960, 0.961); // many, cheap

        var recommendation = Recommend(Input(_three[1], few, many));

        Assert.Equal((2L, 5L, 4L), (recommendation.Trial.Number, recommendation.StepDown!.Trial.Number, recommendation.StepUp!.Trial.Number));
    }

    [Fact]
    public void Recommend_ZeroAndMissingCosts_StaysFinite()
    {
        var free = Searched(1, 100, 0.9, latency: 0, train: 0);
        var unknown = free with { Number = 2, Metrics = free.Metrics.Remove("latency_ms").Remove("parameters") };
        var input = Input(Finalist(free, 0.9, 0.9), Finalist(Searched(3, 1_000, 0.95), 0.95, 0.95));
        input = input with { Finalists = [.. input.Finalists, new FinalistEvidence(unknown, [], [])] };

        var recommendation = Recommend(input);

        Assert.All(recommendation.Finalists, finalist => Assert.True(double.IsFinite(finalist.Cost) && double.IsFinite(finalist.RelativeCost)));
    }
}
