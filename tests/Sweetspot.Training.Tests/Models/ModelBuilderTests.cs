using Sweetspot.Core;
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

    [Theory]
    [InlineData("mf", 0, "item_bias.weight, mean, user_bias.weight")]
    [InlineData("mf", 6, "item_bias.weight, item_factors.weight, mean, user_bias.weight, user_factors.weight")]
    [InlineData("ncf", 6, "hidden0.bias, hidden0.weight, hidden1.bias, hidden1.weight, item_bias.weight, item_factors.weight, mean, output.bias, output.weight, user_bias.weight, user_factors.weight")]
    [InlineData("towers", 6, "item_bias.weight, item_factors.weight, item_hidden0.bias, item_hidden0.weight, item_hidden1.bias, item_hidden1.weight, item_output.bias, item_output.weight, mean, user_bias.weight, user_factors.weight, user_hidden0.bias, user_hidden0.weight, user_hidden1.bias, user_hidden1.weight, user_output.bias, user_output.weight")]
    public void Build_OfRatings_HasTheParametersOfTheFormulaUnderStableNames(string family, int factors, string names)
    {
        var candidate = new Candidate([new("family", GeneValue.Of(family)), new("factors", GeneValue.Of(factors)), new("depth", GeneValue.Of(2)), new("width", GeneValue.Of(5))]);
        var shape = ModelShape.Decode(candidate, InputShape.Ids(12, 7), 1);
        using var model = ModelBuilder.Build(shape);
        using var input = torch.zeros(3, 2, dtype: torch.ScalarType.Int64);

        using var output = model.call(input);

        Assert.Equal(ModelCost.Of(shape, 1).Parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal([3, 1], output.shape);
        Assert.Equal(names, string.Join(", ", model.state_dict().Keys.Order(StringComparer.Ordinal)));
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
