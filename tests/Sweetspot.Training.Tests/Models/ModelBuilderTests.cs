using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class ModelBuilderTests
{
    private static readonly InputShape Image = new(3, 9, 8);

    public static TheoryData<string> Shapes => [.. Known.Keys];

    private static Dictionary<string, ModelShape> Known { get; } = new()
    {
        ["linear"] = new MlpShape { Input = InputShape.Numbers(216), Hidden = [], Outputs = 4 },
        ["mlp"] = new MlpShape { Input = InputShape.Numbers(216), Hidden = [32, 16], Outputs = 4 },
        ["cnn"] = new CnnShape { Input = Image, Stages = [4, 8], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 4 },
        ["cnn with dense layer"] = new CnnShape { Input = Image, Stages = [4, 8, 16], Convolutions = 2, Kernel = 5, Dense = 24, Outputs = 4 },
        ["cnn pooled to one"] = new CnnShape { Input = Image, Stages = [2, 2, 2, 2, 2], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 4 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Build_AnyShape_HasTheParametersOfTheFormulaAndAnswers(string name)
    {
        var shape = Known[name];
        using var model = ModelBuilder.Build(shape);
        using var input = shape is CnnShape ? torch.zeros(5, 3, 9, 8) : torch.zeros(5, 216);

        using var output = model.call(input);

        Assert.Equal(ModelCost.Of(shape, 1).Parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal([5, 4], output.shape);
    }

    [Fact]
    public void Build_Cnn_NamesAreStable()
    {
        using var model = ModelBuilder.Build(Known["cnn with dense layer"] with { Outputs = 4 }, dropout: 0.1);

        var names = model.state_dict().Keys.Where(name => name.EndsWith("weight", StringComparison.Ordinal));

        Assert.Equal(
            ["conv0_0.weight", "norm0_0.weight", "conv0_1.weight", "norm0_1.weight", "conv1_0.weight", "norm1_0.weight", "conv1_1.weight", "norm1_1.weight",
             "conv2_0.weight", "norm2_0.weight", "conv2_1.weight", "norm2_1.weight", "dense.weight", "output.weight"],
            names);
        Assert.DoesNotContain("conv0_0.bias", model.state_dict().Keys);
    }
}
