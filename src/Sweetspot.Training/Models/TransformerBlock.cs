using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Attention and a feed-forward layer, each after a norm and added to what came in (Xiong et al. 2020, arXiv 2002.04745, fig. 1b).</summary>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _heads;
    private readonly LayerNorm _norm1;
    private readonly Linear _qkv;
    private readonly Linear _attention;
    private readonly LayerNorm _norm2;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Dropout _drop;

    public TransformerBlock(int width, int heads, int units, double dropout)
        : base(nameof(TransformerBlock))
    {
        _heads = heads;
        (_norm1, _norm2, _drop) = (nn.LayerNorm(width), nn.LayerNorm(width), nn.Dropout(dropout));
        (_qkv, _attention) = (TextLayers.Linear(width, 3 * width, 1), TextLayers.Linear(width, width, 1));
        (_up, _down) = (TextLayers.Linear(width, units, 1), TextLayers.Linear(units, width, 1));
        register_module("norm1", _norm1);
        register_module("qkv", _qkv);
        register_module("attention", _attention);
        register_module("norm2", _norm2);
        register_module("up", _up);
        register_module("down", _down);
        register_module("drop", _drop);
    }

    /// <summary>One block.</summary>
    /// <param name="input">(B, length, width).</param>
    /// <param name="bias">Added to the attention's scores, (B, 1, 1 or length, length).</param>
    public override Tensor forward(Tensor input, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var hidden = input + _drop.call(_attention.call(Attend(_norm1.call(input), bias)));
        return (hidden + _drop.call(_down.call(nn.functional.gelu(_up.call(_norm2.call(hidden)))))).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Attend(Tensor input, Tensor bias)
    {
        var (batch, length, width) = (input.shape[0], input.shape[1], input.shape[2]);
        var parts = _qkv.call(input).view(batch, length, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0);        // 3 × (B, heads, length, part)
        var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], bias);                          // (B, heads, length, part)
        return mixed.transpose(1, 2).reshape(batch, length, width);
    }
}
