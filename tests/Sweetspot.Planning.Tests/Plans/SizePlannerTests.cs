namespace Sweetspot.Planning.Tests;

public class SizePlannerTests
{
    [Theory]
    [InlineData("chinchilla-besiroglu", 1e19, 2.6217e8, 24.249, 2.9271)]
    [InlineData("chinchilla-besiroglu", 1e21, 2.7785e9, 21.589, 2.3055)]
    [InlineData("chinchilla-besiroglu", 5.76e23, 7.2249e10, 18.391, 1.9744)]
    [InlineData("chinchilla-besiroglu", 1e26, 1.0159e12, 16.148, 1.8799)]
    [InlineData("chinchilla-hoffmann-rounded", 1e24, 4.1297e10, 97.73, null)]
    [InlineData("chinchilla-hoffmann", 1e22, 6.3428e9, 41.43, null)]
    public void Plan_Flops_IsThePublishedOptimum(string law, double flops, double parameters, double ratio, double? loss)
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Law = PlanLaw.Find(law), Flops = flops });

        Assert.Equal(1, answer.Best.Parameters / parameters, 1e-4);
        Assert.Equal(1, answer.Best.TokensPerParameter / ratio, 3e-4); // four digits shown
        Assert.Equal(loss ?? answer.Best.Loss, answer.Best.Loss, 1e-4);
    }

    [Theory]
    [InlineData(1e20, 1e9, 6.1255e8, 27.21, 2.80779)]
    [InlineData(1e21, 1e9, 1.7695e9, 94.19, 2.76201)]
    [InlineData(9.3e21, 25e9, 6.8152e9, 9.097, 2.22509)]
    [InlineData(1e22, 1e10, 6.1255e9, 27.21, 2.28586)]
    [InlineData(1e23, 1e11, 2.3061e10, 7.227, 2.09820)]
    public void Plan_LittleData_IsThePublishedAllocation(double flops, double unique, double parameters, double epochs, double loss)
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Law = PlanLaw.Find("data-constrained"), Flops = flops, UniqueTokens = unique, MostEpochs = 1000 });

        Assert.Equal(1, answer.Best.Parameters / parameters, 1e-4);
        Assert.Equal(1, answer.Epochs / epochs, 3e-4);
        Assert.Equal(loss, answer.Best.Loss, 1e-5);
    }

    [Theory]
    [InlineData(2.5311, 5e10, 6.3255e8, 2.4073e20)]
    [InlineData(2.0453, 1e12, 8.3228e9, 6.4930e22)]
    [InlineData(2.0453, 2e12, 6.9686e9, 8.0049e22)]
    [InlineData(1.8918, 1e13, 4.1551e10, 2.8062e24)]
    public void Plan_TargetWithTraffic_IsThePublishedSize(double loss, double answered, double parameters, double flops)
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Law = PlanLaw.Find("chinchilla-sardana"), TargetLoss = loss, AnsweredTokens = answered });

        Assert.Equal(1, answer.Best.Flops / flops, 2e-3); // the loss is shown to four digits
        Assert.Equal(1, answer.Best.Parameters / parameters, 5e-3); // flat, and the same
    }

    [Theory]
    [InlineData(1e23, 1e11, 2.6529e10, 5.9492e11)]
    [InlineData(1e23, 1e12, 1.4933e10, 7.8277e11)]
    [InlineData(1e21, 1e12, 3.3456e8, null)]
    public void Plan_BudgetWithTraffic_IsThePublishedSize(double flops, double answered, double parameters, double? tokens)
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Flops = flops, AnsweredTokens = answered });

        Assert.Equal(1, answer.Best.Parameters / parameters, 1e-4);
        Assert.Equal(1, answer.Best.Tokens / (tokens ?? answer.Best.Tokens), 1e-4);
        Assert.Contains(answer.Limits, limit => limit is { Name: "answering", Binds: true });
    }

    [Fact]
    public void Plan_OneRun_LiesInAWiderIntervalThanTheLaw()
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Flops = 1e21 });

        var (law, run) = (answer.Value!.Value, answer.RunLoss!.Value);
        Assert.True(run.Low < law.Low && run.High > law.High);
        // Both together: the scatter's 1.96 deviations of 0.76 %, and the law's own, joined as squares.
        var expected = Math.Sqrt(Math.Pow((law.High - law.Low) / 2, 2) + Math.Pow(1.96 * 0.0076 * answer.Best.Loss, 2));
        Assert.Equal(1, (run.High - run.Low) / 2 / expected, 0.1);
        Assert.Null(SizePlanner.Plan(new PlanQuestion { Flops = 1e21, Law = PlanLaw.Find("chinchilla-hoffmann") }).RunLoss);
    }

    [Fact]
    public void Plan_DefaultLaw_HasIntervalsAroundTheAnswer()
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Flops = 5.76e23 });

        Assert.True(answer.Parameters is { Low: > 4e10 and < 6e10, High: > 9e10 and < 1.3e11 }); // 51.7 to 111.2 billion by 1,000 resamples
        Assert.True(answer.Value!.Value.Holds(answer.Best.Loss));
        Assert.True(answer.IsExtrapolated);
        Assert.Contains(answer.Warnings, warning => warning.StartsWith("extrapolated: 5.76e+23 FLOP", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_MoreOfWhatBinds_LowersTheLoss()
    {
        var question = new PlanQuestion { Flops = 1e21, UniqueTokens = 1e10 };

        var answer = SizePlanner.Plan(question);

        var data = Assert.Single(answer.Limits, limit => limit.Name == "unique data");
        var more = SizePlanner.Plan(question with { UniqueTokens = 1.1e10 });
        Assert.True(data.Binds);
        Assert.Equal(data.Gain!.Value, answer.Best.Loss - more.Best.Loss, 1e-9);
    }

    [Fact]
    public void Plan_MoreDataThanNeeded_DoesNotBind() =>
        Assert.Contains(SizePlanner.Plan(new PlanQuestion { Flops = 1e21, UniqueTokens = 1e13 }).Limits, limit => limit is { Name: "unique data", Binds: false });

    [Fact]
    public void Plan_EpochsAreCapped_SaysSo()
    {
        var answer = SizePlanner.Plan(new PlanQuestion { Flops = 1e24, UniqueTokens = 1e10 });

        Assert.Equal(16, answer.Epochs, 1e-6);
        Assert.Contains("data is seen 16 times, the most allowed; FLOPs are left over (--max-epochs)", answer.Warnings);
    }

    [Fact]
    public void Plan_LossBelowTheFloor_IsImpossible()
    {
        var thrown = Assert.Throws<ImpossiblePlanException>(() => SizePlanner.Plan(new PlanQuestion { TargetLoss = 1.7 }));

        Assert.Equal("a loss of 1.7 is below 1.8172, which the law chinchilla-besiroglu says neither size nor data removes; ask for more than 1.8172.", thrown.Message);
    }

    [Fact]
    public void Plan_LossBeyondTheData_NamesTheNearest()
    {
        var thrown = Assert.Throws<ImpossiblePlanException>(() => SizePlanner.Plan(new PlanQuestion { TargetLoss = 2, UniqueTokens = 1e9 }));

        Assert.StartsWith("a loss of 2 cannot be reached with 1e+9 different tokens seen at most 16 times: the largest model comes to 2.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flat_Budget_IsWithinOnePercentAtItsEnds()
    {
        var question = new PlanQuestion { Flops = 1e22 };

        var answer = SizePlanner.Plan(question);

        Assert.Equal(1.01 * answer.Best.Loss, question.Law.Law.Loss(answer.Flat.Low, 1e22 / 6 / answer.Flat.Low), 1e-6);
        Assert.Equal(1.01 * answer.Best.Loss, question.Law.Law.Loss(answer.Flat.High, 1e22 / 6 / answer.Flat.High), 1e-6);
    }

    [Theory]
    [InlineData(3e8)]
    [InlineData(1e9)]
    [InlineData(7e9)]
    [InlineData(7e10)]
    [InlineData(4e11)]
    public void Nearest_Shape_IsWithinAFewPercent(double parameters) => Assert.Equal(1, DecoderShapes.Nearest(parameters).Parameters.Total / parameters, 0.06);
}
