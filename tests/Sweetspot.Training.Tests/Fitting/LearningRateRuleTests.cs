using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class LearningRateRuleTests
{
    [Theory]
    [InlineData(64, 0.012)]
    [InlineData(256, 0.006)]
    [InlineData(16, 0.024)]
    public void Rate_MlpOfWidth_FallsWithTheRootOfWidth(int width, double rate) =>
        Assert.Equal(rate, LearningRateRule.Rate(new MlpShape { Input = InputShape.Numbers(10), Hidden = [width, width], Outputs = 2 }), 12);

    [Fact]
    public void Rate_Cnn_GoesByTheGeometricMeanOfChannels()
    {
        var shape = new CnnShape { Input = new InputShape(1, 28, 28), Stages = [32, 64, 128], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 2 };

        Assert.Equal(0.012, LearningRateRule.Rate(shape), 12);
    }

    [Fact]
    public void Rate_Linear_GoesByItsInputs() =>
        Assert.Equal(0.01, LearningRateRule.Rate(new MlpShape { Input = InputShape.Numbers(256), Hidden = [], Outputs = 2 }), 12);
}
