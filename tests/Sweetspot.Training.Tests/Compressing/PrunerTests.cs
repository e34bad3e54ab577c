using System.Runtime.InteropServices;
using Sweetspot.Core;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training.Tests;

public sealed class PrunerTests
{
    public static TheoryData<string, string> Genomes => new()
    {
        { "numbers", "family=mlp width=16 depth=3" },
        { "image", "family=mlp width=16 depth=1" },
        { "image", "family=cnn channels=8 stages=3 convolutions=2 dense=12" },
        { "image", "family=cnn channels=6 stages=2 convolutions=1 block=plain kernel=5" },
        { "image", "family=cnn channels=8 stages=2 convolutions=2 block=residual dense=10" },
        { "image", "family=cnn channels=8 stages=2 convolutions=2 block=separable" },
        { "image", "family=cnn channels=4 stages=3 convolutions=1 block=separable dense=6" },
        { "image", "family=vit width=32 heads=4 depth=4 patch=4" },
        { "text", "family=ngrams width=12 dense=8" },
        { "text", "family=ngrams width=12" },
        { "text", "family=textcnn width=12 channels=8" },
        { "text", "family=transformer width=24 heads=4 depth=3 ratio=3" },
        { "levels", "family=mlp width=8 depth=2 embedding=3" },
        { "kinds", "family=fusion image_channels=6 image_stages=2 text1_width=12 text1_kind=ngrams text2_width=8 text2_kind=textcnn columns_width=8 width=16 depth=2" },
        { "kinds", "family=fusion image_channels=0 text1_width=12 text1_kind=ngrams text2_width=0 columns_width=8 depth=0" },
        { "ratings", "family=ncf factors=6 width=12 depth=2" },
        { "ratings", "family=towers factors=6 width=12 depth=2" },
    };

    [Theory]
    [MemberData(nameof(Genomes))]
    public async Task Prune_AnyFamily_AnswersAsTheDenseModelWithTheRemovedZeroed(string input, string genome)
    {
        using var alone = await TorchProcess.EnterAsync(TestContext.Current.CancellationToken);
        using var scope = NewDisposeScope();
        foreach (var share in (double[])[0.25, 0.5, 0.75, 0.95])
        {
            var (dense, pruned) = Shapes(input, genome, share);
            random.manual_seed(3);
            using var before = ModelBuilder.BuildAny(dense);
            using var after = ModelBuilder.BuildAny(pruned);
            Shake(before);
            var state = ModelState.Of(before);

            ModelState.PutInto(after, Pruner.Prune(dense, pruned, state)); // throws where a size is not the shape's
            ModelState.PutInto(before, Zeroed(dense, pruned, state));

            Assert.True(parameters(after) == ModelCost.Of(pruned, 1).Parameters, $"{pruned.Describe()}: {parameters(after)} parameters");
            Assert.True(parameters(after) < parameters(before));
            AssertSame(Answers(before, dense), Answers(after, pruned), pruned.Describe());
        }

        static long parameters(nn.Module module) => module.parameters().Sum(parameter => parameter.numel());
    }

    [Fact]
    public void Magnitudes_UnitMadeLargerAndWhatFollowsSmaller_StayAsTheyAre()
    {
        var group = UnitGroups.Layer("hidden0", "output", 2, 1);
        Dictionary<string, WeightTensor> State(float scale) => new()
        {
            ["hidden0.weight"] = new([2, 2], [3 * scale, 0, 0, 1]),
            ["hidden0.bias"] = new([2], [4 * scale, 0]),
            ["output.weight"] = new([1, 2], [2 / scale, 6]),
        };

        Assert.Equal([10, 6], group.Magnitudes(State(1)));
        Assert.Equal([10, 6], group.Magnitudes(State(8)));
        Assert.Equal([0], group.Largest(State(1)));
    }

    [Fact]
    public void Remove_BlockOfSmallestMagnitude_IsTheOneThatGoes()
    {
        var (dense, pruned) = Shapes("image", "family=vit width=8 heads=2 depth=3 patch=4", 0.34);
        using var module = ModelBuilder.BuildAny(dense);
        var state = ModelState.Of(module);
        foreach (var name in (string[])["block1.down.weight", "block1.attention.weight"])
        {
            Array.Clear(state[name].Values);
        }

        var left = BlockRemoval.Remove(dense, pruned, state);

        Assert.Equal([0, 2], BlockRemoval.Kept(dense, pruned, state));
        Assert.Same(state["block2.up.weight"], left["block1.up.weight"]);
        Assert.DoesNotContain(left.Keys, name => name.StartsWith("block2.", StringComparison.Ordinal));
    }

    private static (ModelShape Dense, ModelShape Pruned) Shapes(string kind, string genome, double share)
    {
        var genes = genome.Split(' ').Select(gene => gene.Split('=')).Select(gene => KeyValuePair.Create(
            gene[0], double.TryParse(gene[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(gene[1])));
        var candidate = new Candidate(genes.Append(new(Compression.PruneGene, GeneValue.Of(share))));
        var input = kind switch
        {
            "image" => new InputShape(2, 16, 20),
            "text" => InputShape.Text(12, 40),
            "ratings" => InputShape.Ids(9, 11),
            "levels" => InputShape.Numbers(3) with { Levels = [5, 7] },
            "kinds" => new InputShape(2, 16, 20) { Beside = 3, Texts = [new TokenShape(6, 30) { Tokenizer = "word" }, new TokenShape(7, 20) { Tokenizer = "word" }] },
            _ => InputShape.Numbers(7),
        };
        var outputs = kind == "ratings" ? 1 : 3;
        return (ModelShape.DecodeUnpruned(candidate, input, outputs), ModelShape.Decode(candidate, input, outputs));
    }

    /// <summary>Weights that start at 0 or 1 are drawn too, so that nothing agrees by chance.</summary>
    private static void Shake(nn.Module module)
    {
        using var noGradients = no_grad();
        foreach (var (name, tensor) in module.state_dict().Where(entry => entry.Value.dtype == ScalarType.Float32))
        {
            tensor.add_(rand_like(tensor) * (name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0.3));
        }
    }

    /// <summary>The dense state in which all that goes is zero: units where they lie, and what removed blocks add.</summary>
    private static Dictionary<string, WeightTensor> Zeroed(ModelShape dense, ModelShape pruned, IReadOnlyDictionary<string, WeightTensor> state)
    {
        var zeroed = state.ToDictionary(entry => entry.Key, entry => entry.Value with { Values = [.. entry.Value.Values] });
        if (UnitGroups.Blocks(dense) is var (depth, before) && UnitGroups.Blocks(pruned) is var (_, left))
        {
            var kept = BlockRemoval.Kept(dense, pruned, state);
            foreach (var block in Enumerable.Range(0, depth))
            {
                foreach (var name in kept.Contains(block) ? [] : (string[])["attention.weight", "attention.bias", "down.weight", "down.bias"])
                {
                    Array.Clear(zeroed[$"block{block}.{name}"].Values);
                }

                Zero(kept.Contains(block) ? UnitGroups.Block($"block{block}", before, left) : [], state, zeroed);
            }
        }
        else
        {
            Zero(UnitGroups.Of(dense, pruned), state, zeroed);
        }

        return zeroed;
    }

    private static void Zero(IEnumerable<UnitGroup> groups, IReadOnlyDictionary<string, WeightTensor> state, Dictionary<string, WeightTensor> zeroed)
    {
        foreach (var group in groups)
        {
            var kept = group.Largest(state);
            Assert.Equal(group.Kept, kept.Length);
            foreach (var slice in group.Slices)
            {
                var tensor = zeroed[slice.Tensor];
                var inner = tensor.Sizes.Skip(slice.Axis + 1).Aggregate(1L, (product, size) => product * size);
                for (var i = 0; i < tensor.Values.Length; i++)
                {
                    var place = (int)(i / inner % tensor.Sizes[slice.Axis]) - slice.Offset;
                    if (place >= 0 && place < group.Count * slice.Span && !kept.Contains(place / slice.Span))
                    {
                        tensor.Values[i] = 0;
                    }
                }
            }
        }
    }

    private static float[] Answers(nn.Module module, ModelShape shape)
    {
        module.eval();
        random.manual_seed(5);
        using var buffer = new InputBuffer(shape, 6);
        using var noGradients = no_grad();
        using var input = randn(6, Math.Max(1, shape.Input.Channels), shape.Input.Height, shape.Input.Width);
        var given = buffer.TakeAnything(6);
        var output = module switch
        {
            nn.Module<Tensor, Tensor, Tensor> two => two.call(given.Numbers, given.Ids),
            nn.Module<Tensor, Tensor> one when shape.Input.NumberCount > 0 => one.call(shape is MlpShape ? input.flatten(1) : input),
            nn.Module<Tensor, Tensor> one => one.call(given.Ids),
            _ => throw new InvalidOperationException(module.GetName()),
        };
        return MemoryMarshal.Cast<byte, float>(output.contiguous().bytes).ToArray();
    }

    private static void AssertSame(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.Contains(expected, value => Math.Abs(value) > 1e-3);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.True(Math.Abs(one - other) <= 1e-4 * Math.Max(1, Math.Abs(one)), $"{what}: {one} and {other}"); // sums in another order
        }
    }
}
