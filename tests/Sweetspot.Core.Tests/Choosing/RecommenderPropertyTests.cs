using CsCheck;
using static Sweetspot.Core.Tests.ChoosingSamples;

namespace Sweetspot.Core.Tests;

public sealed class RecommenderPropertyTests
{
    private static readonly Gen<FinalistEvidence[]> _finalists =
        Gen.Select(Gen.Double[1, 1e6], Gen.Double[0, 1], Gen.Double[0, 1].Array[0, 4]).Array[1, 6].Select(rows => rows
            .Select((row, i) => Finalist(Searched(i, Math.Round(row.Item1), row.Item2), row.Item3))
            .ToArray());

    [Theory]
    [InlineData(ChoosingRule.OneStandardError)]
    [InlineData(ChoosingRule.Knee)]
    public void Recommend_AnyFinalists_IsFiniteAndNeverChoosesAWorseAndDearerOne(ChoosingRule rule) => _finalists.Sample(finalists =>
    {
        var recommendation = Recommend(Input(finalists) with { Rule = rule });

        var chosen = recommendation.Chosen;
        Assert.All(recommendation.Finalists, finalist => Assert.True(double.IsFinite(finalist.DifferenceStandardError) && double.IsFinite(finalist.Cost)));
        Assert.DoesNotContain("NaN", recommendation.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(recommendation.Finalists, other =>
            other.Verifications > 0 && other.Quality.Value > chosen.Quality.Value && other.Cost < chosen.Cost - 0.03
            && other.Metrics["parameters"].Value < chosen.Metrics["parameters"].Value);
    });

    [Fact]
    public void Recommend_FinalistsInAnotherOrder_ChoosesTheSame() => _finalists.Sample(finalists =>
    {
        var forward = Recommend(Input(finalists));
        var backward = Recommend(Input([.. finalists.Reverse()]));

        Assert.Equal(forward.Trial.Number, backward.Trial.Number);
    });

    [Fact]
    public void Recommend_OneStandardError_IsNeverFurtherBehindThanItsError() => _finalists.Sample(finalists =>
    {
        var chosen = Recommend(Input(finalists)).Chosen;

        Assert.True(chosen.DifferenceToBest <= chosen.DifferenceStandardError + 1e-9);
    });
}
