using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class AnswerBatchTests
{
    [Theory]
    [InlineData(8, 256)]
    [InlineData(64, 256)]
    [InlineData(512, 32)]
    [InlineData(100_000, 8)]
    public void Of_Texts_IsBoundByTheirTokens(int length, int expected) =>
        Assert.Equal(expected, AnswerBatch.Of(new NgramShape { Input = InputShape.Text(length, 1000), Width = 8, Outputs = 2 }));

    [Fact]
    public void Of_Numbers_IsTheMost() => Assert.Equal(256, AnswerBatch.Of(new MlpShape { Input = InputShape.Numbers(16), Hidden = [], Outputs = 2 }));
}
