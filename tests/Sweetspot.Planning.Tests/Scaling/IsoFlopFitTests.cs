namespace Sweetspot.Planning.Tests;

public class IsoFlopFitTests
{
    private static readonly double[] s_budgets = [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21];

    [Fact]
    public void IsoFlop_ChinchillaRunsOfNineBudgets_GivesHoffmannsLine()
    {
        var groups = ScalingData.Chinchilla().Select(run => (Run: run, Budget: s_budgets.FirstOrDefault(budget => Math.Abs((run.Compute / budget) - 1) <= 0.1)))
            .Where(pair => pair.Budget > 0).GroupBy(pair => pair.Budget, pair => pair.Run)
            .Select(group => (Math.Exp(group.Average(run => Math.Log(run.Compute))), (IReadOnlyCollection<TrainingRun>)[.. group]));

        var (fit, _) = IsoFlopFit.Of(groups);

        // A budget stands at the mean compute of its runs, as in IsoFlopFit; at its nominal one the exponent is 0.5105. A few runs at the edge of the 10 % move it by 0.001.
        Assert.Equal(8, fit!.Used);
        Assert.Equal(0.5077, fit.Exponent, 1e-3);
        Assert.Equal(1, fit.Parameters(5.76e23) / 69.2e9, 0.02);
        Assert.Equal(1, 5.76e23 / 6 / fit.Parameters(5.76e23) / 1.39e12, 0.02);
    }

    [Theory]
    [InlineData("1_", 0.858)]
    [InlineData("2_", 0.696)]
    [InlineData("3_", 0.598)]
    [InlineData("4_", 0.547)]
    [InlineData("5_", 0.509)]
    public void IsoFlop_PorianRuns_GiveTheirExponents(string config, double exponent)
    {
        var runs = ScalingData.Rows("porian_isoflop_refinedweb.csv").Where(row => row["config"].StartsWith(config, StringComparison.Ordinal))
            .Select(row => new TrainingRun(row.Number("params"), row.Number("tokens"), row.Number("loss"), row.Number("flops")));

        var (fit, _) = IsoFlopFit.Of(runs, 4);

        Assert.Equal(exponent, fit!.Exponent, 0.03);
    }

    [Theory]
    [InlineData("marin_comma", 0.4264, 4.3484e-4, 0.7103, 0.3490)]
    [InlineData("marin_dclm", 0.4317, 3.6133e-4, 0.6825, 0.3972)]
    public void BothMethods_MarinRuns_DisagreeAsKnown(string experiment, double exponent, double objective, double alpha, double beta)
    {
        var runs = ScalingData.Rows("isoflop_marin.csv").Where(row => row["experiment"].StartsWith(experiment, StringComparison.Ordinal) && row["qc_outlier"] == "0")
            .Select(row => new TrainingRun(row.Number("params"), row.Number("tokens"), row.Number("loss"), row.Number("budget"))).ToList();

        var (iso, _) = IsoFlopFit.Of(runs);
        var fit = LawFit.Fit(runs, new LawFitOptions { Resamples = 0 });

        Assert.Equal(exponent, iso!.Exponent, 1e-3);
        Assert.InRange(fit.Objective, 0, objective * 1.0001);
        Assert.Equal(alpha, fit.Law.Alpha, 2e-3);
        Assert.Equal(beta, fit.Law.Beta, 2e-3);
    }

    [Fact]
    public void IsoFlop_LeastLossAtTheEdge_IsRefused()
    {
        double[] sizes = [1e8, 2e8, 4e8, 8e8];
        var runs = new[] { 1e19, 1e20 }.SelectMany(budget => sizes.Select((size, i) => new TrainingRun(size, budget / 6 / size, 4 - (0.3 * i) + (0.02 * i * i), budget)));

        var (fit, why) = IsoFlopFit.Of(runs);

        Assert.Null(fit);
        Assert.Contains("the least loss is at the largest size", why, StringComparison.Ordinal);
    }
}
