namespace Sweetspot.Core.Tests;

public sealed class StackingTests
{
    [Fact]
    public void Weights_OneHeldAllValuesLikelier_HasAll()
    {
        var weights = Stacking.Weights([[-1, -2, -3, -1], [-3, -4, -5, -3], [-800, -900, -2000, -700]]);

        Assert.InRange(weights[0], 0.999, 1);
        Assert.Equal(1, weights.Sum(), 12);
    }

    [Fact]
    public void Weights_EachGoodWhereTheOtherIsNot_ShareByHowOften()
    {
        var weights = Stacking.Weights([[0, 0, 0, -50], [-50, -50, -50, 0]]);

        Assert.Equal(0.75, weights[0], 6);
        Assert.Equal(0.25, weights[1], 6);
    }

    [Fact]
    public void Weights_Alone_One() => Assert.Equal([1.0], Stacking.Weights([[-5.0, -2]]));
}
