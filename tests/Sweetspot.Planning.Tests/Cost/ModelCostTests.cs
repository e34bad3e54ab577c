using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class ModelCostTests
{
    private static readonly MlpShape s_mnist = new() { Input = InputShape.Numbers(784), Hidden = [256, 256], Outputs = 10 };

    private static CnnShape Cnn(int dense = 0, int convolutions = 1) => new()
    {
        Input = new InputShape(1, 28, 28),
        Stages = [4, 8, 16],
        Convolutions = convolutions,
        Kernel = 3,
        Dense = dense,
        Outputs = 10,
    };

    [Fact]
    public void Parameters_MlpOf784And256Twice_PublishedCount()
    {
        var cost = ModelCost.Of(s_mnist, 128);

        Assert.Equal(269_322, cost.Parameters);
        Assert.Equal(2 * ((784 * 256) + (256 * 256) + (256 * 10)), cost.Flops);
    }

    [Fact]
    public void Parameters_LinearModel_WeightsAndBiases()
    {
        var cost = ModelCost.Of(new MlpShape { Input = InputShape.Numbers(784), Hidden = [], Outputs = 10 }, 1);

        Assert.Equal(7_850, cost.Parameters);
        Assert.Equal(15_680, cost.Flops);
    }

    [Fact]
    public void Parameters_Cnn_ByHand()
    {
        // Convolutions 9·1·4, 9·4·8, 9·8·16 without bias; batch normalisation 2·(4 + 8 + 16); pooled 28 → 14 → 7 → 3; linear 16·3·3 → 10.
        const int Expected = 36 + 288 + 1152 + 56 + (144 * 10) + 10;

        var cost = ModelCost.Of(Cnn(), 1);

        Assert.Equal(Expected, cost.Parameters);
        Assert.Equal(2 * ((36 * 784) + (288 * 196) + (1152 * 49) + 1440), cost.Flops);
    }

    [Fact]
    public void Parameters_CnnOfTwoConvolutionsAndDense_ByHand()
    {
        const int Convolutions = (9 * 4) + (9 * 16) + (9 * 32) + (9 * 64) + (9 * 128) + (9 * 256);
        const int Expected = Convolutions + (2 * 2 * 28) + (144 * 32) + 32 + (32 * 10) + 10;

        Assert.Equal(Expected, ModelCost.Of(Cnn(dense: 32, convolutions: 2), 1).Parameters);
    }

    [Fact]
    public void Parameters_ResidualCnn_ByHand()
    {
        // 28×28: convolution 9·1·4, pooled to 14×14; two residual convolutions 9·4·4 there; then 9·4·8 at 14×14, pooled to 7×7; two 9·8·8 there.
        const int Convolutions = 36 + (2 * 144) + 288 + (2 * 576);
        const int Products = (36 * 784) + (2 * 144 * 196) + (288 * 196) + (2 * 576 * 49);

        var cost = ModelCost.Of(Cnn() with { Stages = [4, 8], Block = CnnBlock.Residual }, 1);

        Assert.Equal(Convolutions + (2 * 3 * (4 + 8)) + (8 * 49 * 10) + 10, cost.Parameters);
        Assert.Equal(2 * (Products + 3920), cost.Flops);
    }

    [Fact]
    public void Parameters_SeparableCnn_ByHand()
    {
        // The first convolution stays plain; then 9·4 + 4·8 at 14×14 and 9·8 + 8·16 at 7×7, each with one normalisation.
        const int Convolutions = 36 + (36 + 32) + (72 + 128);
        const int Products = (36 * 784) + ((36 + 32) * 196) + ((72 + 128) * 49);

        var cost = ModelCost.Of(Cnn() with { Block = CnnBlock.Separable }, 1);

        Assert.Equal(Convolutions + (2 * 28) + 1440 + 10, cost.Parameters);
        Assert.Equal(2 * (Products + 1440), cost.Flops);
    }

    [Fact]
    public void Parameters_DeiTTinyWithoutClassToken_PublishedCount()
    {
        // Touvron et al. 2021 (arXiv 2012.12877): 5,717,416 with a class token of 192 and its position, where ours takes the mean.
        var shape = new VitShape { Input = new InputShape(3, 224, 224), Patch = 16, Depth = 12, Width = 192, Heads = 3, Outputs = 1000 };

        Assert.Equal(5_717_416 - (2 * 192), ModelCost.Of(shape, 1).Parameters);
    }

    [Fact]
    public void Flops_Vit_ByHand()
    {
        // 5×4 pixels in patches of 2: 3 rows of 2; a patch 4·8 products, a block 12·8² and two products of 6 tokens with 6.
        var shape = new VitShape { Input = new InputShape(1, 5, 4), Patch = 2, Depth = 3, Width = 8, Heads = 2, Outputs = 10 };

        Assert.Equal(2 * ((6 * 32) + (3 * ((6 * 768) + (2 * 36 * 8))) + 80), ModelCost.Of(shape, 1).Flops);
    }

    [Fact]
    public void Memory_OfMlp_ItemByItem()
    {
        var memory = ModelCost.Of(s_mnist, 128).Memory;

        Assert.Equal(4 * 269_322, memory.Weights);
        Assert.Equal(4 * 269_322, memory.Gradients);
        Assert.Equal(8 * 269_322, memory.Optimizer);
        Assert.Equal(128 * 4 * (784 + 256 + 256 + 10 + (2 * 256)), memory.Activations);
        Assert.Equal((16 * 269_322) + memory.Activations, memory.Total);
    }

    [Fact]
    public void Memory_TwiceTheBatch_TwiceTheActivationsOnly()
    {
        var (one, two) = (ModelCost.Of(Cnn(), 64).Memory, ModelCost.Of(Cnn(), 128).Memory);

        Assert.Equal(2 * one.Activations, two.Activations);
        Assert.Equal(one.Optimizer, two.Optimizer);
    }

    [Fact]
    public void FileBytes_OfCnn_CountsRunningStatistics()
    {
        var cost = ModelCost.Of(Cnn(), 1);

        Assert.Equal((4 * (cost.Parameters + 56)) + 8 + (90 * ((3 * 6) + 2)), cost.FileBytes);
    }

    [Fact]
    public void Compute_AnyShape_ComputedMetricsWithUnits()
    {
        var metrics = ModelCost.Compute(s_mnist, 128);

        Assert.Equal(["file_bytes", "flops", "memory", "parameters"], metrics.Keys.Order(StringComparer.Ordinal));
        Assert.All(metrics, pair => Assert.Equal(OriginKind.Computed, pair.Value.Origin.Kind));
        Assert.Equal("FLOP", metrics["flops"].Unit);
    }

    [Fact]
    public void Parameters_OfEnormousWidth_FiniteAndPositive() =>
        Assert.True(ModelCost.Of(new MlpShape { Input = InputShape.Numbers(100), Hidden = [2_000_000_000, 2_000_000_000], Outputs = 2 }, 128).Memory.Activations > 0);

    [Fact]
    public void TrainingTime_LargerModel_TakesLongerAndSaysItIsRough()
    {
        var small = TrainingTimeEstimate.Of(new MlpShape { Input = InputShape.Numbers(16), Hidden = [8], Outputs = 26 }, 16_000, 10, 128);
        var large = TrainingTimeEstimate.Of(new MlpShape { Input = InputShape.Numbers(16), Hidden = [512, 512], Outputs = 26 }, 16_000, 10, 128);

        Assert.True(large.Value > 2 * small.Value);
        Assert.Equal("predicted (rough, within a factor of about 3)", large.Origin.ToString());
    }

    [Theory]
    [InlineData(32, 1.4, 13)]
    [InlineData(4, 0.18, 1.7)]
    public void TrainingTime_OfMeasuredConvolutions_WithinFactorThree(int channels, double least, double most)
    {
        var shape = Cnn() with { Stages = [channels, 2 * channels, 4 * channels] };

        var epoch = TrainingTimeEstimate.Of(shape, 20_000, 1, 128).Value;

        Assert.InRange(epoch, least, most);
    }
}
