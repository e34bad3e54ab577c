using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class RatingShapeTests
{
    private static readonly InputShape s_ratings = InputShape.Ids(101, 51);

    [Theory]
    [InlineData("mf", 0, 153, 0)]
    [InlineData("mf", 8, 153 + (152 * 8), 16)]
    [InlineData("ncf", 8, 153 + (152 * 8) + (16 * 4) + 4 + 4 + 1, 2 * ((16 * 4) + 4))]
    [InlineData("towers", 8, 153 + (152 * 8) + (2 * ((8 * 4) + 4 + (4 * 8) + 8)), (2 * 2 * ((8 * 4) + (4 * 8))) + 16)]
    public void Cost_OfFamily_ByHand(string family, int factors, long parameters, long flops)
    {
        var cost = ModelCost.Of(Decode(family, factors), 32);

        Assert.Equal(parameters, cost.Parameters);
        Assert.Equal(flops, cost.Flops);
        Assert.Equal(16 * parameters, cost.Memory.Weights + cost.Memory.Gradients + cost.Memory.Optimizer);
    }

    [Fact]
    public void ActiveParameters_OfFactorisation_OneRowOfEachTable() => Assert.Equal(1 + (2 * 9), Decode("mf", 8).ActiveParameters);

    [Theory]
    [InlineData("mf", 0, "bias model")]
    [InlineData("mf", 8, "mf 8 λ14")]
    [InlineData("ncf", 8, "ncf 8 → 4 λ14")]
    [InlineData("towers", 8, "towers 8 → 4 → 8 λ14")]
    public void Describe_OfFamily_NamesItsSizes(string family, int factors, string expected) => Assert.Equal(expected, Decode(family, factors).Describe());

    [Fact]
    public void Decode_EqualGenes_EqualShapes()
    {
        Assert.Equal(Decode("ncf", 8), Decode("ncf", 8));
        Assert.Equal(Decode("towers", 8).GetHashCode(), Decode("towers", 8).GetHashCode());
        Assert.NotEqual(Decode("ncf", 8), Decode("ncf", 9));
    }

    [Fact]
    public void Decode_TowersWithoutFactors_SaysSo()
    {
        var exception = Assert.Throws<UserInputException>(() => Decode("towers", 0));

        Assert.Equal("factors: 0 factors make no towers; use 1 or more.", exception.Message);
    }

    [Fact]
    public void Decode_FactorsOfATable_SaysWhatIsNeeded()
    {
        var candidate = new Candidate([new("family", GeneValue.Of("mf"))]);

        var exception = Assert.Throws<UserInputException>(() => ModelShape.Decode(candidate, InputShape.Numbers(4), 1));

        Assert.Equal("family: \"mf\" needs ratings (a user and an item); give the data with --task recommendation.", exception.Message);
    }

    private static RatingShape Decode(string family, int factors) => (RatingShape)ModelShape.Decode(
        new Candidate([new("family", GeneValue.Of(family)), new("factors", GeneValue.Of(factors)), new("depth", GeneValue.Of(1)), new("width", GeneValue.Of(4))]), s_ratings, 1);
}
