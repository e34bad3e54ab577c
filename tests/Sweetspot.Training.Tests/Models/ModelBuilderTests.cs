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
        ["cnn residual"] = new CnnShape { Input = Image, Block = CnnBlock.Residual, Stages = [4, 8, 16], Convolutions = 2, Kernel = 3, Dense = 0, Outputs = 4 },
        ["cnn separable"] = new CnnShape { Input = Image, Block = CnnBlock.Separable, Stages = [4, 8], Convolutions = 2, Kernel = 5, Dense = 8, Outputs = 4 },
        ["vit"] = new VitShape { Input = Image, Patch = 1, Depth = 2, Width = 12, Heads = 3, Outputs = 4 },
        ["vit whose patches do not divide the image"] = new VitShape { Input = Image, Patch = 5, Depth = 1, Width = 8, Heads = 1, Outputs = 4 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Build_AnyShape_HasTheParametersOfTheFormulaAndAnswers(string name)
    {
        var shape = Known[name];
        using var model = ModelBuilder.Build(shape);
        using var input = shape is CnnShape or VitShape ? torch.zeros(5, 3, 9, 8) : torch.zeros(5, 216);

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

    [Theory] // The ONNX exporter and every kept file go by these names.
    [InlineData(
        "cnn residual",
        "conv0_0 norm0_0 residual0_0.conv0 residual0_0.norm0 residual0_0.conv1 residual0_0.norm1 residual0_1.conv0 residual0_1.norm0 residual0_1.conv1 residual0_1.norm1 "
        + "conv1_0 norm1_0 residual1_0.conv0 residual1_0.norm0 residual1_0.conv1 residual1_0.norm1 residual1_1.conv0 residual1_1.norm0 residual1_1.conv1 residual1_1.norm1 "
        + "conv2_0 norm2_0 residual2_0.conv0 residual2_0.norm0 residual2_0.conv1 residual2_0.norm1 residual2_1.conv0 residual2_1.norm0 residual2_1.conv1 residual2_1.norm1 output")]
    [InlineData("cnn separable", "conv0_0 norm0_0 depth0_1 point0_1 norm0_1 depth1_0 point1_0 norm1_0 depth1_1 point1_1 norm1_1 dense output")]
    [InlineData(
        "vit",
        "patch block0.norm1 block0.qkv block0.attention block0.norm2 block0.up block0.down block1.norm1 block1.qkv block1.attention block1.norm2 block1.up block1.down norm output")]
    public void Build_ImageModels_NamesAreStable(string name, string names)
    {
        using var model = ModelBuilder.Build(Known[name]);

        var weights = model.state_dict().Keys.Where(key => key.EndsWith(".weight", StringComparison.Ordinal)).Select(key => key[..^".weight".Length]);

        Assert.Equal(names.Split(' '), weights);
        Assert.Equal(name == "vit", model.state_dict().ContainsKey("position"));
    }

    [Fact]
    public void Build_Residual_StartsAsIfItsBlocksWereNotThere()
    {
        using var scope = torch.NewDisposeScope();
        var model = ModelBuilder.Build(Known["cnn residual"]);
        model.eval();
        var block = model.named_children().First(child => child.name == "residual0_0").module;
        var input = torch.rand(2, 4, 4, 4);

        Assert.True(torch.allclose(((torch.nn.Module<torch.Tensor, torch.Tensor>)block).call(input), input, rtol: 0, atol: 0));
    }

    [Fact]
    public void Build_Vit_AnswersDependOnWhereThingsAre()
    {
        using var scope = torch.NewDisposeScope();
        var model = ModelBuilder.Build(Known["vit"]);
        model.eval();
        var image = torch.zeros(1, 3, 9, 8);
        image[0, 0, 0, 0] = 9;

        var moved = image.roll([4L], [3L]);

        Assert.False(torch.allclose(model.call(image), model.call(moved), atol: 1e-6));
    }
}
