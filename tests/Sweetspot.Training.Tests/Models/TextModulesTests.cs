using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class TextModulesTests
{
    public static TheoryData<string> Shapes => [.. Known.Keys];

    private static Dictionary<string, ModelShape> Known { get; } = new()
    {
        ["linear"] = new NgramShape { Input = InputShape.Text(9, 50), Width = 0, Outputs = 4 },
        ["ngrams"] = new NgramShape { Input = InputShape.Text(9, 50), Width = 8, Outputs = 4 },
        ["ngrams with dense layer"] = new NgramShape { Input = InputShape.Text(9, 50), Width = 8, Dense = 6, Outputs = 4 },
        ["textcnn"] = new TextCnnShape { Input = InputShape.Text(9, 50), Width = 8, Channels = 6, Outputs = 4 },
        ["transformer"] = new TextEncoderShape { Input = InputShape.Text(9, 50), Width = 8, Depth = 2, Heads = 2, Ratio = 3, Outputs = 4 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Build_AnyShape_HasTheParametersOfTheFormulaAndAnswers(string name)
    {
        using var model = ModelBuilder.Build(Known[name], dropout: 0.1);
        using var ids = torch.randint(0, 50, [5, 9], torch.ScalarType.Int64);

        using var output = model.call(ids);

        var cost = ModelCost.Of(Known[name], 1);
        Assert.Equal(cost.Parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(cost.Memory.Weights / 4, model.state_dict().Values.Sum(tensor => tensor.numel()));
        Assert.Equal([5, 4], output.shape);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Answer_EmptyText_IsFiniteAndPaddingChangesNothing(string name)
    {
        torch.manual_seed(1);
        using var model = ModelBuilder.Build(Known[name]);
        model.eval();
        using var ids = torch.tensor(new long[] { 0, 0, 0, 0, 0, 0, 0, 0, 0 }).reshape(1, 9);

        using var output = model.call(ids);

        Assert.All(output.data<float>().ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Ngrams_Answer_AddsVectorsByTfIdfOfLengthOne()
    {
        var shape = new NgramShape { Input = InputShape.Text(3, 4), Width = 0, Outputs = 2 };
        using var model = (NgramModule)ModelBuilder.Build(shape);
        model.Weigh([0, 0, 3, 4]);
        using (torch.no_grad())
        {
            model.state_dict()["embedding.weight"].copy_(torch.tensor(new float[] { 9, 9, 9, 9, 1, 0, 0, 10 }).reshape(4, 2));
            model.state_dict()["bias"].copy_(torch.tensor(new float[] { 0.5f, 0 }));
        }

        using var output = model.call(torch.tensor(new long[] { 2, 3, 0 }).reshape(1, 3));

        Assert.Equal([0.6f + 0.5f, 8f], output.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Transformer_TokensAfterTheEnd_DoNotMatter()
    {
        torch.manual_seed(1);
        var longer = (TextEncoderShape)Known["transformer"];
        using var model = ModelBuilder.Build(longer);
        model.eval();
        using var shorter = ModelBuilder.Build(longer with { Input = InputShape.Text(4, 50) });
        shorter.eval();
        using (torch.no_grad())
        {
            foreach (var (key, tensor) in shorter.state_dict())
            {
                tensor.copy_(key == "positions" ? model.state_dict()[key].narrow(0, 0, 4) : model.state_dict()[key]);
            }
        }

        using var padded = model.call(torch.tensor(new long[] { 5, 6, 7, 8, 0, 0, 0, 0, 0 }).reshape(1, 9));
        using var bare = shorter.call(torch.tensor(new long[] { 5, 6, 7, 8 }).reshape(1, 4));

        Assert.Equal(bare.data<float>().ToArray(), padded.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [InlineData("linear", "bias, embedding.weight, idf")]
    [InlineData("ngrams with dense layer", "dense.bias, dense.weight, embedding.weight, idf, output.bias, output.weight")]
    [InlineData("textcnn", "conv3.bias, conv3.weight, conv4.bias, conv4.weight, conv5.bias, conv5.weight, embedding.weight, output.bias, output.weight")]
    [InlineData("transformer", "block0.attention.bias, block0.attention.weight, block0.down.bias, block0.down.weight, block0.norm1.bias, block0.norm1.weight, block0.norm2.bias, block0.norm2.weight, block0.qkv.bias, block0.qkv.weight, block0.up.bias, block0.up.weight, embedding.weight, norm.bias, norm.weight, output.bias, output.weight, positions")]
    public void State_Names_AreStable(string name, string names)
    {
        using var model = ModelBuilder.Build(Known[name], dropout: 0.1);

        Assert.Equal(names, string.Join(", ", model.state_dict().Keys.Where(key => !key.StartsWith("block1", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }
}
