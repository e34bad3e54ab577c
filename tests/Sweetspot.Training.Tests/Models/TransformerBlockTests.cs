using Sweetspot.Planning;
using TorchSharp;

namespace Sweetspot.Training.Tests;

public sealed class TransformerBlockTests
{
    private static readonly BlockShape Decoder = new(24, 4, 40) { KeyHeads = 2, IsGated = true, IsCausal = true, IsRotary = true };

    [Fact]
    public void Forward_Causal_LaterTokensDoNotMatter()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var block = new TransformerBlock(Decoder, 0, 1, new RotaryPositions(16, Decoder.Part));
        var tokens = torch.randn(2, 12, 24);
        var changed = tokens.clone();
        changed[.., 7..] = 3;

        var (before, after) = (block.call(tokens, null), block.call(changed, null));

        Assert.Equal(0, (before - after)[.., ..7].abs().max().item<float>());
        Assert.True((before - after)[.., 7..].abs().max().item<float>() > 0.1);
    }

    [Fact]
    public void Forward_GroupedKeys_IsThatOfKeysWrittenOutForEachHead()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var grouped = new TransformerBlock(Decoder, 0, 1, new RotaryPositions(16, Decoder.Part));
        var whole = new TransformerBlock(Decoder with { KeyHeads = 4 }, 0, 1, new RotaryPositions(16, Decoder.Part));
        using (torch.no_grad())
        {
            foreach (var (name, tensor) in whole.state_dict())
            {
                var given = grouped.state_dict()[name];
                tensor.copy_(name.StartsWith("qkv", StringComparison.Ordinal) ? WrittenOut(given) : given);
            }
        }

        var tokens = torch.randn(2, 12, 24);

        Assert.True(torch.allclose(whole.call(tokens, null), grouped.call(tokens, null), atol: 1e-5));
    }

    [Fact]
    public void Turn_SameDistance_SameProduct()
    {
        using var scope = torch.NewDisposeScope();
        var positions = new RotaryPositions(20, 6);
        var (query, key) = (torch.randn(6), torch.randn(6));
        var queries = positions.Turn(query.expand(1, 20, 1, 6).contiguous())[0, .., 0];
        var keys = positions.Turn(key.expand(1, 20, 1, 6).contiguous())[0, .., 0];

        double Product(int from, int to) => (queries[from] * keys[to]).sum().item<float>();

        Assert.Equal(Product(3, 1), Product(17, 15), 1e-5);
        Assert.Equal(Product(9, 0), Product(19, 10), 1e-5);
        Assert.NotEqual(Product(9, 0), Product(9, 1), 1e-3);
    }

    [Theory]
    [InlineData("gpt", true, 4)]
    [InlineData("gpt", false, 2)]
    [InlineData("bigram", true, 4)]
    public void Build_LanguageModel_HasTheParametersOfTheFormula(string family, bool isTied, int keys)
    {
        var shape = new GptShape
        {
            Input = new InputShape(0, 1, 1) { Texts = [new TokenShape(16, 50) { IsStream = true }] },
            Depth = family == "gpt" ? 2 : 0,
            Width = 24,
            Heads = 4,
            KeyHeads = keys,
            Ratio = 3,
            IsGated = keys == 2,
            IsTied = isTied,
            Outputs = 50,
        };
        using var model = ModelBuilder.Build(shape, dropout: 0.1);
        using var ids = torch.randint(0, 50, [3, 7], torch.ScalarType.Int64);

        using var output = model.call(ids);

        var cost = ModelCost.Of(shape, 1);
        Assert.Equal(cost.Parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(cost.Memory.Weights / 4, model.state_dict().Values.Sum(tensor => tensor.numel()));
        Assert.Equal([3, 7, 50], output.shape);
    }

    [Fact]
    public void State_Decoder_NamesAreStable()
    {
        using var block = new TransformerBlock(Decoder, 0.1, 1, new RotaryPositions(16, Decoder.Part));

        var names = block.state_dict().Select(pair => $"{pair.Key} {string.Join('x', pair.Value.shape)}").Where(name => name.Contains("weight", StringComparison.Ordinal));

        Assert.Equal(
            ["norm1.weight 24", "qkv.weight 48x24", "attention.weight 24x24", "norm2.weight 24", "up.weight 40x24", "down.weight 24x40", "gate.weight 40x24"], names);
    }

    /// <summary>Rows of queries, then of each key head twice, then of each value head twice.</summary>
    private static torch.Tensor WrittenOut(torch.Tensor rows)
    {
        torch.Tensor[] heads = [.. rows.split(6)];
        int[] order = [0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7];
        return torch.cat([.. order.Select(head => heads[head])]);
    }
}
