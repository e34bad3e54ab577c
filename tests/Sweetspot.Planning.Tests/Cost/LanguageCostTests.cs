using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class LanguageCostTests
{
    private static readonly GptShape Gpt2Small = new()
    {
        Input = new InputShape(0, 1, 1) { Texts = [new TokenShape(1024, 50257) { IsStream = true }] },
        Depth = 12,
        Width = 768,
        Heads = 12,
        KeyHeads = 12,
        Ratio = 4,
        IsTied = true,
        Outputs = 50257,
    };

    [Fact]
    public void Parameters_Gpt2SmallWithoutItsLearnedPositions_ArePublishedOnes() =>
        Assert.Equal(124_439_808 - (1024 * 768), ModelCost.Of(Gpt2Small, 1).Parameters);

    [Fact]
    public void Flops_Tying_ChangesParametersAlone()
    {
        var (tied, untied) = (ModelCost.Of(Gpt2Small, 1), ModelCost.Of(Gpt2Small with { IsTied = false }, 1));

        Assert.Equal(tied.Flops, untied.Flops);
        Assert.Equal(50257 * 768, untied.Parameters - tied.Parameters);
    }

    [Fact]
    public void Flops_Window_ByHand()
    {
        const long Linear = 12L * 12 * 768 * 768, Head = 768L * 50257, Attention = 12L * 2 * 1024 * 768;

        Assert.Equal(2 * 1024 * (Linear + Head + Attention), ModelCost.Of(Gpt2Small, 1).Flops);
    }

    [Fact]
    public void Decode_HeadsThatDoNotFit_SaysSo()
    {
        var input = new InputShape(0, 1, 1) { Texts = [new TokenShape(64, 100) { IsStream = true }] };
        var candidate = new Candidate([new("width", GeneValue.Of(48)), new("heads", GeneValue.Of(5))]);

        var exception = Assert.Throws<UserInputException>(() => ModelShape.Decode(candidate, input, 100));

        Assert.Equal(["heads: 5 heads of an even size do not fit into a width of 48; use a width that is a multiple of 10."], exception.Problems);
    }

    [Theory]
    [InlineData(180, 2, 4.5e11)]
    [InlineData(600, 2, 1.5e12)]
    [InlineData(3600, 1, 4.5e12)]
    public void Flops_LongerTime_TrainsLonger(int seconds, int workers, double flops) =>
        Assert.Equal(flops, LanguageCompute.Flops(TimeSpan.FromSeconds(seconds), workers), flops * 1e-9);
}
