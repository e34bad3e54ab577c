namespace Sweetspot.Core.Tests;

public sealed class ArticleTests
{
    [Fact]
    public void Run_LogicalNot_EveryRunLeavesTheRangeAndReachesFitnessOne()
    {
        var runs = Enumerable.Range(0, 20).Select(seed => ArticleProgram.Run((ulong)seed, MutationKind.LogicalNot)).ToList();

        Assert.All(runs, run =>
        {
            Assert.NotNull(run.LeftRangeAt);
            Assert.NotNull(run.ReachedOneAt);
            Assert.InRange(run.ReachedOneAt.Value, run.LeftRangeAt.Value, 99);
            Assert.Equal(0, run.BestSum);
            Assert.Equal(1.0, run.BestFitness);
            Assert.All(run.Best, gene => Assert.Equal(0, gene));
        });
    }

    [Fact]
    public void Run_Redraw_NoRunExceedsOneEleventh()
    {
        var runs = Enumerable.Range(0, 20).Select(seed => ArticleProgram.Run((ulong)seed, MutationKind.Redraw)).ToList();

        Assert.All(runs, run =>
        {
            Assert.Null(run.LeftRangeAt);
            Assert.Null(run.ReachedOneAt);
            Assert.InRange(run.BestFitness, 0, 1.0 / 11);
            Assert.InRange(run.BestSum, 10, 100); // 28 to 48 in twenty published-size runs elsewhere
            Assert.Equal(run.BestSum, run.Best.Sum());
        });
    }

    [Theory]
    [InlineData(MutationKind.LogicalNot)]
    [InlineData(MutationKind.Redraw)]
    public void Run_AnySeed_StatisticsOfAHundredGenerations(MutationKind mutation)
    {
        var run = ArticleProgram.Run(1, mutation);

        Assert.Equal(Enumerable.Range(0, 101), run.Statistics.Select(generation => generation.Generation));
        Assert.Equal(50, run.Statistics[0].Evaluations);
        Assert.Equal(run.Evaluations, run.Statistics.Sum(generation => generation.Evaluations));
        Assert.InRange(run.Evaluations, 2_800, 3_300); // 50 + 100 x 50 x (1 - 0.5 x 0.8) = 3,050 expected
        Assert.All(run.Statistics, generation => Assert.True(generation.Minimum <= generation.Average && generation.Average <= generation.Maximum));
        Assert.Equal(run.BestFitness, run.Statistics.Max(generation => generation.Maximum));
    }

    [Fact]
    public void Run_SameSeed_SameRun() =>
        Assert.Equal(ArticleProgram.Run(5, MutationKind.Redraw).Statistics, ArticleProgram.Run(5, MutationKind.Redraw).Statistics);

    [Fact]
    public void Formula_WorkedCase_PrintedAndSi()
    {
        Assert.Equal((1000, 1000, 20), (ArticleFormula.AsPrinted.T, ArticleFormula.AsPrinted.U, ArticleFormula.AsPrinted.E));
        Assert.Equal((1e15, 1e15, 2e7), (ArticleFormula.InSiUnits.T, ArticleFormula.InSiUnits.U, ArticleFormula.InSiUnits.E));
        Assert.Equal(1000, (ArticleFormula.InSiUnits with { Size = 1e-4 }).T, 9);
    }

    [Fact]
    public void Formula_AnySize_FallsTowardInfimum()
    {
        var formulas = Enumerable.Range(-4, 14).Select(power => ArticleFormula.InSiUnits with { Size = Math.Pow(10, power) }).ToList();

        Assert.All(formulas.Zip(formulas.Skip(1)), pair => Assert.True(pair.First.E > pair.Second.E));
        Assert.All(formulas, formula => Assert.True(formula.Slope < 0 && formula.E > formula.Infimum));
        Assert.Equal(1e7, (ArticleFormula.InSiUnits with { Size = 1e20 }).E, 1e7 * 1e-9);
    }

    [Theory]
    [InlineData(1e9, 0.2, 0.3, 1e4)]
    [InlineData(1e6, -0.5, 0.9, 100)]
    [InlineData(5e7, 0, 0.5, 1e3)]
    public void OptimalSize_SpeedFallsAndResourcesGrow_SmallestE(double k, double p, double q, double dataSize)
    {
        var best = ArticleFormula.OptimalSize(k, p, q, dataSize);

        Assert.NotNull(best);
        var smallest = ArticleFormula.SizedE(best.Value, k, p, q, dataSize);
        Assert.All(new[] { 0.01, 0.5, 0.99, 1.01, 2, 100 }, factor => Assert.True(ArticleFormula.SizedE(best.Value * factor, k, p, q, dataSize) > smallest));
    }

    [Theory]
    [InlineData(1, 0)] // R grows with S: flat
    [InlineData(0, 1)] // V falls as 1/S: only rises
    [InlineData(0, 0)] // the article's own: only falls
    [InlineData(0.6, 0.5)]
    public void OptimalSize_OutsideTheCondition_Null(double p, double q) => Assert.Null(ArticleFormula.OptimalSize(1e9, p, q, 1e4));
}
