using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

/// <summary>Muennighoff et al. (2023): what repetition costs, from ratios of losses.</summary>
public class RepeatedDataFitTests
{
    private static readonly ScalingLaw s_fresh = PublishedLaw.Find("data-constrained").Law;

    [Theory]
    [InlineData(1.2, 68, 15.23, 49.24)]
    [InlineData(1.1, 56, 25.64, null)]
    [InlineData(double.PositiveInfinity, 85, 10.38, 7.35)]
    public void Fit_PublishedRuns_GivesTheKnownRepetitions(double mostRatio, int pairs, double repeated, double? excess)
    {
        var fit = RepeatedDataFit.Fit(Runs(), s_fresh, mostRatio, resamples: 0);

        Assert.Equal(pairs, fit.Pairs);
        Assert.Equal(85 - pairs, fit.OverFitted);
        Assert.Equal(1, fit.Law.RepeatedTokens / repeated, 2e-3);
        Assert.Equal(1, excess is null ? 1 : fit.Law.ExcessParameters / excess.Value, 5e-3); // flat
    }

    [Fact]
    public void Fit_PublishedRunsResampled_BoundsRepetitionsBelowAndExcessNotAbove()
    {
        var fit = RepeatedDataFit.Fit(Runs(), s_fresh, resamples: 60);

        Assert.InRange(fit.RepeatedTokens!.Value.Low, 5, 11); // known: 8.0; the tail of sixty resamples is one of them
        Assert.Equal(double.PositiveInfinity, fit.ExcessParameters!.Value.High);
    }

    [Fact]
    public void Fit_ExactRunsOfTheLaw_GivesItBack()
    {
        var truth = new RepeatedDataLaw(s_fresh, 12, 6);
        TrainingRun[] runs =
        [
            .. from size in new[] { 1e8, 5e8, 2e9 }
               from tokens in new[] { 4e9, 2e10 }
               from epochs in new[] { 1, 3, 8, 20 }
               select new TrainingRun(size, tokens, 1.1 * truth.Loss(size, tokens, tokens / epochs), null, tokens / epochs),
        ];

        var fit = RepeatedDataFit.Fit(runs, s_fresh, resamples: 0); // levels are 10 % off, ratios are not

        Assert.Equal(12, fit.Law.RepeatedTokens, 1e-3);
        Assert.Equal(6, fit.Law.ExcessParameters, 1e-3);
    }

    [Fact]
    public void Fit_NoPartnersOfTheSameSizeAndTokens_IsRefused()
    {
        var refused = Assert.Throws<UserInputException>(() => RepeatedDataFit.Fit([new(1e8, 1e9, 3, null, 1e9), new(2e8, 4e9, 3, null, 1e9)], s_fresh));

        Assert.Equal("0 pairs of runs can be compared: a run that repeats its data needs one of the same parameters and tokens that does not. Train at least 3 such pairs.", refused.Message);
    }

    private static List<TrainingRun> Runs() =>
    [
        .. ScalingData.Rows("datablations_repeated.csv").Where(row => row["kind"] == "main")
            .Select(row => new TrainingRun(row.Number("params"), row.Number("tokens"), row.Number("loss"), null, row.Number("unique_tokens"))),
    ];
}
