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

    [Theory]
    [InlineData(CnnBlock.Plain, 0.012)]
    [InlineData(CnnBlock.Residual, 0.012)]
    [InlineData(CnnBlock.Separable, 0.024)]
    public void Rate_CnnOfBlock_HigherForSeparable(CnnBlock block, double rate)
    {
        var shape = new CnnShape { Input = new InputShape(1, 28, 28), Block = block, Stages = [64], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 2 };

        Assert.Equal(rate, LearningRateRule.Rate(shape), 12);
    }

    [Fact]
    public void Rate_Vit_FallsWithTheRootOfWidth()
    {
        var shape = new VitShape { Input = new InputShape(1, 28, 28), Patch = 4, Depth = 2, Width = 16, Heads = 2, Outputs = 2 };

        Assert.Equal(0.012, LearningRateRule.Rate(shape), 12);
    }

    [Fact]
    public void Rate_OfTexts_FallsWithTheRootOfWidth()
    {
        var input = InputShape.Text(9, 50);

        Assert.Equal(0.03, LearningRateRule.Rate(new NgramShape { Input = input, Width = 0, Outputs = 2 }), 12);
        Assert.Equal(0.01, LearningRateRule.Rate(new NgramShape { Input = input, Width = 16, Outputs = 2 }), 12);
        Assert.Equal(0.008, LearningRateRule.Rate(new TextCnnShape { Input = input, Width = 16, Channels = 64, Outputs = 2 }), 12);
        Assert.Equal(0.0015, LearningRateRule.Rate(new TextEncoderShape { Input = input, Width = 256, Depth = 1, Heads = 2, Ratio = 2, Outputs = 2 }), 12);
    }

    [Fact]
    public void Rate_Linear_GoesByItsInputs() =>
        Assert.Equal(0.01, LearningRateRule.Rate(new MlpShape { Input = InputShape.Numbers(256), Hidden = [], Outputs = 2 }), 12);
}
