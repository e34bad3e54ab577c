namespace Sweetspot.Core.Tests;

public sealed class ImprovementScaleTests
{
    [Fact]
    public void Of_CostOfANarrowRange_HalfIsAsMuchAnywhere()
    {
        var scale = new ImprovementScale(Trials.Cost, isCost: true, [4, 5, 6, 8]);

        Assert.Equal(scale.Of(8) - scale.Of(4), scale.Of(2) - scale.Of(1), 12);
        Assert.Equal(0, scale.Of(4), 12);
        Assert.Equal(1, scale.Of(8), 12);
    }

    [Fact]
    public void Of_LossOfANarrowRange_AsItIsUpToTheMedian()
    {
        var scale = new ImprovementScale(Trials.Loss, isCost: false, [4, 5, 6, 8]);

        Assert.Equal(scale.Of(5) - scale.Of(4), scale.Of(4) - scale.Of(3), 12);
    }
}
