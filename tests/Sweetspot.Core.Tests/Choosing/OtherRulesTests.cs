using System.Collections.Immutable;
using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class OtherRulesTests
{
    private static RecommendationInput Knee(params FinalistEvidence[] finalists) => Input(finalists) with { Rule = ChoosingRule.Knee };

    [Fact]
    public void Knee_OnePoint_IsThatPoint()
    {
        var recommendation = Recommend(Knee(Finalist(Searched(1, 100, 0.9), 0.9, 0.9)));

        Assert.Equal(1, recommendation.Trial.Number);
        Assert.Equal("front has one point", recommendation.Reason);
    }

    [Theory]
    [InlineData(0.951, 1, "smaller")]
    [InlineData(0.990, 2, "better")]
    public void Knee_TwoPoints_ShowsBothAndDecidesByTolerance(double larger, long expected, string word)
    {
        var recommendation = Recommend(Knee(
            Finalist(Searched(1, 100, 0.95), 0.948, 0.952), Finalist(Searched(2, 10_000, larger), larger - 0.002, larger + 0.002)));

        Assert.Equal(expected, recommendation.Trial.Number);
        Assert.StartsWith("no knee is defined on two points (width=100: 100 parameters, 0.9500 ± 0.0020; width=10000: 10,000 parameters, ", recommendation.Reason, StringComparison.Ordinal);
        Assert.Contains($"the {word} is taken", recommendation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Knee_EqualSizes_TakesTheBestQuality()
    {
        var recommendation = Recommend(Knee(
            Finalist(Searched(1, 100, 0.95), 0.95), Finalist(Searched(2, 100, 0.97), 0.97), Finalist(Searched(3, 100, 0.96), 0.96)));

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal("all 3 finalists have equal parameters; the best quality decides", recommendation.Reason);
    }

    [Fact]
    public void Knee_SaturatingCurve_TakesTheBend()
    {
        var recommendation = Recommend(Knee(
            Finalist(Searched(1, 100, 0.80), 0.80), Finalist(Searched(2, 1_000, 0.95), 0.95),
            Finalist(Searched(3, 10_000, 0.96), 0.96), Finalist(Searched(4, 100_000, 0.965), 0.965)));

        // Scaled: (0, 0), (1/3, 10/11), (2/3, 32/33), (1, 1): distances .576 and .303.
        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Contains("the knee over ln(parameters) from 100 to 100,000, 0.576 above the line", recommendation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Knee_ConvexCurve_SaysThatThereIsNone()
    {
        var recommendation = Recommend(Knee(
            Finalist(Searched(1, 100, 0.80), 0.80), Finalist(Searched(2, 1_000, 0.81), 0.81), Finalist(Searched(3, 10_000, 0.95), 0.95)));

        Assert.Equal(3, recommendation.Trial.Number);
        Assert.StartsWith("no knee: no point lies above the line between the ends", recommendation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Utility_Prices_TakesTheHighestValueAndNamesThem()
    {
        var input = Input(Finalist(Searched(1, 1_000, 0.90), 0.90), Finalist(Searched(2, 10_000, 0.95), 0.95)) with
        {
            Rule = ChoosingRule.Utility,
            Prices = ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", 100).Add("latency_ms", 0.1),
        };

        var recommendation = Recommend(input);

        Assert.Equal(2, recommendation.Trial.Number);
        Assert.Equal(
            "worth 94 at the prices given (+ 100 x accuracy 0.95 - 0.1 x latency_ms 10), the most of 2 finalists; next: width=1000, 89.9", recommendation.Reason);
    }

    [Fact]
    public void Utility_BadPrices_ReportsAllTogether()
    {
        var input = Input(Finalist(Searched(1, 1_000, 0.90), 0.90)) with
        {
            Rule = ChoosingRule.Utility,
            Prices = ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", double.NaN).Add("euros", 1),
        };

        var problems = Assert.Throws<UserInputException>(() => Recommender.Recommend(input)).Problems;

        Assert.Contains("choose.prices.accuracy: NaN is not a price; give a number of 0 or more (what is a cost is taken off by itself)", problems);
        Assert.Contains("choose.prices.euros: no finalist has this metric; use one of accuracy, latency_ms, parameters, train_seconds", problems);
    }

    [Fact]
    public void Utility_NoPrices_IsRefused() =>
        Assert.StartsWith(
            "choose.prices: the utility rule needs a price",
            Assert.Throws<UserInputException>(() => Recommender.Recommend(Input(Finalist(Searched(1, 10, 0.9), 0.9)) with { Rule = ChoosingRule.Utility })).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0.01, false, 2)]
    [InlineData(0.03, false, 1)]
    [InlineData(0.02, true, 1)]
    public void Within_Tolerance_TakesTheCheapestInside(double tolerance, bool isAbsolute, long expected)
    {
        // Best 0.97: 1 % of it reaches to .9603, 3 % to .9409, 2 points to .95 exactly.
        var input = Input(
            Finalist(Searched(1, 1_000, 0.95), 0.95, 0.95), Finalist(Searched(2, 10_000, 0.965), 0.965, 0.965), Finalist(Searched(3, 100_000, 0.97), 0.97, 0.97)) with
        { Goals = [new RelativeGoal("accuracy", tolerance, isAbsolute)] };

        var recommendation = Recommend(input);

        Assert.Equal(expected, recommendation.Trial.Number);
        Assert.Equal(input.Goals[0].ToString(), recommendation.Rule);
    }

    [Theory]
    [InlineData("one-standard-error", ChoosingRule.OneStandardError)]
    [InlineData("knee", ChoosingRule.Knee)]
    [InlineData("utility", ChoosingRule.Utility)]
    public void Parse_Name_RoundTrips(string name, ChoosingRule rule)
    {
        Assert.Equal(rule, ChoosingRules.Parse(name));
        Assert.Equal(name, rule.Name());
    }

    [Fact]
    public void Parse_UnknownName_SaysWhatToUse() => Assert.Equal(
        "choose.rule: \"best\" is not a rule; use one-standard-error, knee or utility",
        Assert.Throws<UserInputException>(() => ChoosingRules.Parse("best")).Message);
}
