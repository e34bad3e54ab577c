using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>One block of a vision transformer: (B, T, width) to the same.</summary>
/// <remarks>
/// Tokens + out(attention(in(norm0(tokens)))), then tokens + contract(gelu(expand(norm1(tokens)))). Names: <c>norm0</c>, <c>in</c> (3 · width × width:
/// queries, then keys, then values, each head by head), <c>out</c>, <c>norm1</c>, <c>expand</c>, <c>contract</c>. GELU is the exact one.
/// </remarks>
internal sealed class VisionBlock : nn.Module<Tensor, Tensor>
{
    private readonly int _heads;
    private readonly LayerNorm _beforeAttention;
    private readonly LayerNorm _beforeFeedForward;
    private readonly Linear _in;
    private readonly Linear _out;
    private readonly Linear _expand;
    private readonly Linear _contract;
    private readonly Dropout? _drop;

    public VisionBlock(VitShape shape, double dropout)
        : base(nameof(VisionBlock))
    {
        _heads = shape.Heads;
        var back = 1 / Math.Sqrt(2.0 * shape.Depth); // what is added by all blocks starts as large as what one adds
        (_beforeAttention, _beforeFeedForward) = (nn.LayerNorm(shape.Width), nn.LayerNorm(shape.Width));
        (_in, _out) = (Linear(shape.Width, 3 * shape.Width, 1), Linear(shape.Width, shape.Width, back));
        (_expand, _contract) = (Linear(shape.Width, shape.Expanded, 1), Linear(shape.Expanded, shape.Width, back));
        register_module("norm0", _beforeAttention);
        register_module("in", _in);
        register_module("out", _out);
        register_module("norm1", _beforeFeedForward);
        register_module("expand", _expand);
        register_module("contract", _contract);
        if (dropout > 0)
        {
            _drop = nn.Dropout(dropout);
            register_module("drop", _drop);
        }
    }

    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var attended = tokens + Attend(_in.call(_beforeAttention.call(tokens)));
        var hidden = nn.functional.gelu(_expand.call(_beforeFeedForward.call(attended))); // (B, T, 4 · width)
        return (attended + _contract.call(_drop is null ? hidden : _drop.call(hidden))).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: each part is registered by its own name, and would be a second time by its field's.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <param name="projected">(B, T, 3 · width).</param>
    private Tensor Attend(Tensor projected)
    {
        var (batch, tokens, width) = (projected.shape[0], projected.shape[1], projected.shape[2] / 3);
        var parts = projected.view(batch, tokens, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0); // 3 × (B, heads, T, width / heads)
        var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        return _out.call(mixed.transpose(1, 2).reshape(batch, tokens, width));
    }

    private static Linear Linear(int inputs, int outputs, double gain)
    {
        var layer = nn.Linear(inputs, outputs);
        nn.init.normal_(layer.weight, 0, gain / Math.Sqrt(inputs));
        nn.init.zeros_(layer.bias!);
        return layer;
    }
}
