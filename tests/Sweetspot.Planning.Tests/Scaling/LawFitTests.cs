namespace Sweetspot.Planning.Tests;

/// <summary>Besiroglu et al. (2024) on Hoffmann's runs, and laws that are known exactly.</summary>
public class LawFitTests
{
    private static readonly LawFitOptions s_plain = new() { Resamples = 0 };

    [Fact]
    public void Fit_ChinchillaRuns_ReachesTheExactMinimum()
    {
        var fit = LawFit.Fit(ScalingData.Chinchilla(), s_plain);

        Assert.Equal(240, fit.Runs.Length);
        Assert.InRange(fit.Objective, 1.01827e-3, 1.01828e-3);
        Assert.Equal(1.817218, fit.Law.E, 1e-4);
        Assert.Equal(477.8259, fit.Law.A, 0.1);
        Assert.Equal(2143.417, fit.Law.B, 1.0);
        Assert.Equal(0.347310, fit.Law.Alpha, 1e-4);
        Assert.Equal(0.367172, fit.Law.Beta, 1e-4);
        Assert.Equal(0.5139, fit.Law.ParameterExponent, 1e-3);
        Assert.InRange(fit.Agreeing, fit.Starts * 9 / 10, fit.Starts);
    }

    [Theory]
    [InlineData(false, 1e-4, 1.8158, 478.7, 2065, 0.3474, 0.3654)]
    [InlineData(false, 1e-2, 1.8381, 538.8, 2906, 0.3544, 0.3815)]
    [InlineData(false, 0.1, 1.8646, 593.3, 4876, 0.3603, 0.4059)]
    [InlineData(false, 1, 1.8646, 593.3, 4876, 0.3603, 0.4059)]
    [InlineData(true, 1e-3, 1.8913, 495.7, 12846, 0.3493, 0.4530)]
    public void Fit_ChinchillaRunsOtherwise_GivesTheOtherConstants(bool withOutliers, double delta, double e, double a, double b, double alpha, double beta)
    {
        var law = LawFit.Fit(ScalingData.Chinchilla(withOutliers), s_plain with { Delta = delta }).Law;

        Assert.Equal(e, law.E, 2e-4);
        Assert.Equal(a, law.A, a * 1e-3);
        Assert.Equal(b, law.B, b * 1e-3);
        Assert.Equal(alpha, law.Alpha, 2e-4);
        Assert.Equal(beta, law.Beta, 2e-4);
    }

    [Theory]
    [InlineData(false, 1.8828, 567.8, 7582, 0.3576, 0.4276, 0.0832038)]
    [InlineData(true, 2.0106, 711.8, 1.01e6, 0.3684, 0.6614, 0.84377)]
    public void LeastSquares_ChinchillaRuns_GivesTheKnownSum(bool withOutliers, double e, double a, double b, double alpha, double beta, double sum)
    {
        var (law, residualSum) = LeastSquaresFit.Fit(ScalingData.Chinchilla(withOutliers));

        Assert.Equal(sum, residualSum, sum * 1e-5);
        Assert.Equal(e, law.E, 2e-4);
        Assert.Equal(a, law.A, a * 1e-3);
        Assert.Equal(b, law.B, b * 5e-3);
        Assert.Equal(alpha, law.Alpha, 2e-4);
        Assert.Equal(beta, law.Beta, 2e-4);
    }

    [Fact]
    public void Fit_ChinchillaRunsResampled_HasThePublishedSpread()
    {
        var fit = LawFit.Fit(ScalingData.Chinchilla(), new LawFitOptions());

        Assert.Equal(1000, fit.Resampled.Length);
        Within(295, 722, fit.IntervalOf(law => law.A));
        Within(1014, 5984, fit.IntervalOf(law => law.B));
        Within(1.772, 1.870, fit.IntervalOf(law => law.E));
        Within(0.319, 0.372, fit.IntervalOf(law => law.Alpha));
        Within(0.331, 0.417, fit.IntervalOf(law => law.Beta));
        Within(51.7e9, 111.2e9, fit.IntervalOf(law => law.Optimum(5.76e23).Parameters));
        Within(7.8, 35.9, fit.IntervalOf(law => law.Optimum(5.76e23).TokensPerParameter));
        Assert.Equal(0.0249, fit.StandardErrorOf(law => law.E)!.Value, 0.0025);
        Assert.Equal(0.0146, fit.StandardErrorOf(law => law.Alpha)!.Value, 0.0015);
        Assert.Equal(0.0204, fit.StandardErrorOf(law => law.Beta)!.Value, 0.0021);
        Assert.Equal(0.9993, fit.CorrelationOf(law => Math.Log(law.A), law => law.Alpha)!.Value, 5e-4);
        Assert.Equal(0.9997, fit.CorrelationOf(law => Math.Log(law.B), law => law.Beta)!.Value, 5e-4);

        // Two bootstraps of a thousand differ by the noise of their 2.5 % tails, a tenth of the interval's width.
        static void Within(double low, double high, Interval? interval)
        {
            Assert.Equal(low, interval!.Value.Low, (high - low) * 0.1);
            Assert.Equal(high, interval.Value.High, (high - low) * 0.1);
        }
    }

    [Fact]
    public void RollOut_ChinchillaRunsBelow1e21_PredictsThoseAbove()
    {
        var runs = ScalingData.Chinchilla();

        var (test, _) = RollOutTest.Of([.. runs.Where(run => run.Flops < 1e21)], [.. runs.Where(run => run.Flops >= 1e21)], s_plain);

        Assert.Equal(217, test!.Fit.Runs.Length);
        Assert.Equal(23, test.HeldOut.Length);
        Assert.Equal(1.8205, test.Fit.Law.E, 1e-4);
        Assert.Equal(0.3271, test.Fit.Law.Alpha, 1e-4);
        Assert.Equal(0.3961, test.Fit.Law.Beta, 1e-4);
        Assert.Equal(0.0105, test.MeanError, 2e-4);
        Assert.Equal(0.028, test.LargestError, 6e-4);
    }

    [Fact]
    public void Fit_RunsInAnotherOrder_IsTheSameToTheLastDigit()
    {
        var runs = ScalingData.Chinchilla();

        var forward = LawFit.Fit(runs, s_plain with { Resamples = 20 });
        var backward = LawFit.Fit([.. runs.Reverse()], s_plain with { Resamples = 20 });

        Assert.Equal(forward.Law, backward.Law);
        Assert.Equal(forward.Resampled, backward.Resampled);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1.4426950408889634)]
    [InlineData(1e4)]
    public void Fit_LossesTimesAFactor_OnlyScalesTheLaw(double factor)
    {
        var runs = ScalingData.Chinchilla();

        var law = LawFit.Fit(runs, s_plain).Law;
        var scaled = LawFit.Fit([.. runs.Select(run => run with { Loss = run.Loss * factor })], s_plain).Law;

        Assert.Equal(law.E * factor, scaled.E, law.E * factor * 1e-6);
        Assert.Equal(law.A * factor, scaled.A, law.A * factor * 1e-5);
        Assert.Equal(law.Alpha, scaled.Alpha, 1e-6);
        Assert.Equal(law.Beta, scaled.Beta, 1e-6);
    }

    [Theory]
    [InlineData(1.8172, 482.01, 2085.43, 0.3478, 0.3658)]
    [InlineData(1.69, 406.4, 410.7, 0.34, 0.28)]
    [InlineData(0.4, 3, 900, 0.08, 0.6)]
    [InlineData(2.6, 5e5, 1400, 0.71, 0.35)]
    public void Fit_ExactRunsOfALaw_GivesItBack(double e, double a, double b, double alpha, double beta)
    {
        var truth = new ScalingLaw(e, a, b, alpha, beta);

        var law = LawFit.Fit(Grid(truth), s_plain).Law;

        Assert.Equal(1, law.E / e, 1e-6);
        Assert.Equal(1, law.A / a, 1e-6);
        Assert.Equal(1, law.B / b, 1e-6);
        Assert.Equal(1, law.Alpha / alpha, 1e-6);
        Assert.Equal(1, law.Beta / beta, 1e-6);
    }

    private static TrainingRun[] Grid(ScalingLaw law) =>
    [
        .. from i in Enumerable.Range(0, 12)
           from j in Enumerable.Range(0, 12)
           let parameters = 5e7 * Math.Pow(320, i / 11.0)
           let tokens = 2e8 * Math.Pow(1000, j / 11.0)
           select new TrainingRun(parameters, tokens, law.Loss(parameters, tokens)),
    ];
}
