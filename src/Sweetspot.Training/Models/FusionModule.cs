using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The module of a <see cref="FusionShape"/>: (B, numbers) with the image's pixels first, and ids (B, ids) in, (B, outputs) out.</summary>
/// <remarks>
/// State: each branch's own names after <c>image.</c>, <c>text1.</c>, <c>text2.</c>, …, <c>columns.</c>, then <c>hidden0</c>, … and <c>output</c>. A ReLU follows each branch. Of
/// the linear reference the branches' answers are added, and nothing follows.
/// </remarks>
internal sealed class FusionModule : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly FusionShape _shape;
    private readonly bool _isChannelsLast;
    private readonly List<(string Name, ModelShape Shape, nn.Module Module)> _branches;
    private readonly Sequential? _head;

    public FusionModule(FusionShape shape, double dropout)
        : base(nameof(FusionModule))
    {
        (_shape, _isChannelsLast) = (shape, InputBuffer.IsLaidLast(shape.Image));
        _branches = [.. shape.Branches.Select(branch => (branch.Name, branch.Shape, Branch(branch.Shape, shape.IsLinear)))];
        foreach (var (name, _, module) in _branches)
        {
            register_module(name, module);
        }

        if (shape.IsLinear)
        {
            return;
        }

        var layers = new MlpShape { Input = InputShape.Numbers(shape.Fused), Hidden = shape.Hidden, Outputs = shape.Outputs };
        _head = nn.Sequential([("fused_drop", nn.Dropout(dropout)), .. ModelBuilder.Layers(layers, dropout)]);
        foreach (var (name, layer) in _head.named_children())
        {
            register_module(name, layer);
        }
    }

    /// <summary>Takes over what the tokenizers counted in the training rows.</summary>
    /// <param name="weights">Weight of each id, text by text.</param>
    public void Weigh(float[] weights)
    {
        var start = 0;
        foreach (var (_, shape, module) in _branches)
        {
            if (shape.Input.Texts.IsEmpty)
            {
                continue;
            }

            var count = shape.Input.Texts[0].Vocabulary;
            if (module is NgramModule grams)
            {
                grams.Weigh(weights[start..(start + count)]);
            }

            start += count;
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor numbers, Tensor ids)
    {
        var (size, place) = (_shape.Image is { } cnn ? cnn.Input.Size : 0, 0);
        var outputs = new List<Tensor>();
        foreach (var (_, shape, module) in _branches)
        {
            var length = shape.Input.Texts.IsEmpty ? 0 : shape.Input.Texts[0].Length;
            var output = shape switch
            {
                CnnShape image => One(module, Image(numbers.narrow(1, 0, size), image.Input)),
                MlpShape columns => Columns(module, numbers.narrow(1, size, columns.Input.NumberCount), ids.narrow(1, place, columns.Input.IdCount)),
                _ => One(module, ids.narrow(1, place, length)),
            };
            place += length;
            outputs.Add(_shape.IsLinear ? output : output.relu()); // (B, the branch's width)
        }

        return _head is null ? outputs.Aggregate((sum, output) => sum + output) : _head.call(cat(outputs, 1));
    }

    /// <summary>Nothing: the parts are registered above, under names that stay.</summary>
    protected override void RegisterComponents()
    {
    }

    private static nn.Module Branch(ModelShape shape, bool isLinear)
    {
        var module = shape is NgramShape grams ? new NgramModule(grams, 0, isBranch: !isLinear) : ModelBuilder.BuildAny(shape);
        if (!isLinear && LastOf(module) is { } last)
        {
            // A hidden layer here, before a ReLU (He et al. 2015, eq. 10), not an output that starts near zero.
            nn.init.normal_(last.weight, 0, Math.Sqrt(2.0 / last.weight.shape[1]));
        }

        return module;
    }

    private static Linear? LastOf(nn.Module module) => module.named_children().LastOrDefault(child => child.name == "output").module as Linear;

    private static Tensor One(nn.Module module, Tensor input) => ((nn.Module<Tensor, Tensor>)module).call(input);

    private static Tensor Columns(nn.Module module, Tensor numbers, Tensor ids) => module is nn.Module<Tensor, Tensor, Tensor> embedding
        ? embedding.call(numbers, ids)
        : One(module, numbers);

    private Tensor Image(Tensor pixels, InputShape shape) => _isChannelsLast
        ? pixels.reshape(-1, shape.Height, shape.Width, shape.Channels).permute(0, 3, 1, 2)
        : pixels.reshape(-1, shape.Channels, shape.Height, shape.Width); // (B, C, H, W)
}
