namespace Sweetspot.Planning.Tests;

/// <summary>Intervals of quantities that some resamples do not have, such as a best size where the loss does not fall.</summary>
public class LawIntervalTests
{
    private static readonly ScalingLaw s_law = new(1.8, 480, 2100, 0.35, 0.37);

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void IntervalOf_FewResamplesWithoutAnswer_IsThere(int without) =>
        Assert.NotNull(Fit(without).IntervalOf(law => law.Optimum(1e22).Parameters));

    [Theory]
    [InlineData(26)]
    [InlineData(400)]
    [InlineData(1000)]
    public void IntervalOf_ManyResamplesWithoutAnswer_IsNot(int without)
    {
        var fit = Fit(without);

        Assert.Null(fit.IntervalOf(law => law.Optimum(1e22).Parameters));
        Assert.Null(fit.StandardErrorOf(law => law.Optimum(1e22).Parameters));
        Assert.NotNull(fit.IntervalOf(law => law.Alpha));
    }

    [Fact]
    public void Report_ManyResamplesWithoutBestSize_SaysSo()
    {
        var report = LawReport.Of(NoisyRuns(), new LawFitOptions { Resamples = 200, Budgets = [1e22] });

        var without = report.Fit.Resampled.Count(law => !double.IsFinite(law.Optimum(1e22).Parameters));
        Assert.InRange(without, 50, 150);
        Assert.Null(Assert.Single(report.Optimum).Parameters);
        Assert.Contains(report.NotIdentified, line => line.StartsWith($"the best size for 1e+22 FLOP: {without} of 200 resamples have none", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_HeldOutRunsOutsideTheirIntervals_SaysThatIntervalsAreTooNarrow()
    {
        var report = LawReport.Of(ScalingData.Chinchilla(), new LawFitOptions { Resamples = 200 });

        Assert.InRange(report.RollOut!.Covered, 20, 36);
        Assert.Contains(report.Warnings, line => line.StartsWith($"only {report.RollOut.Covered} of 48 held-out runs lie in their 95 % intervals", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_RunsOfTheLawWithNoise_AreCovered()
    {
        var random = Core.RandomStream.For(5, 0, "covered runs");

        var report = LawReport.Of(Runs(_ => 0.005 * random.NextGaussian()), new LawFitOptions { Resamples = 200 });

        Assert.InRange(report.RollOut!.Covered, report.RollOut.HeldOut.Length - 1, report.RollOut.HeldOut.Length);
        Assert.DoesNotContain(report.Warnings, line => line.Contains("held-out runs lie", StringComparison.Ordinal));
    }

    /// <summary>A fit whose resamples are the law, but for some that fall with nothing.</summary>
    private static LawFit Fit(int without) => LawFit.Fit(Runs(_ => 0), new LawFitOptions { Resamples = 0 }) with
    {
        Resampled = [.. Enumerable.Range(0, 1000).Select(index => index < without ? s_law with { Alpha = -0.02 } : s_law with { E = 1.8 + (1e-5 * index) })],
    };

    /// <summary>Runs in which the parameters do not matter, and noise makes it seem as if they did a little.</summary>
    private static TrainingRun[] NoisyRuns()
    {
        var random = Core.RandomStream.For(4, 0, "noisy runs");
        return Runs(_ => 0.05 * random.NextGaussian(), s_law with { A = 0 });
    }

    private static TrainingRun[] Runs(Func<int, double> noise, ScalingLaw? law = null) =>
    [
        .. from i in Enumerable.Range(0, 7)
           from j in Enumerable.Range(0, 7)
           let parameters = 5e7 * Math.Pow(100, i / 6.0)
           let tokens = 1e9 * Math.Pow(100, j / 6.0)
           select new TrainingRun(parameters, tokens, (law ?? s_law).Loss(parameters, tokens) * Math.Exp(noise(i))),
    ];
}
