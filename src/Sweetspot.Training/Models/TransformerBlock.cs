using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Attention and a feed-forward layer, each after a norm and added to what came in (Xiong et al. 2020, arXiv 2002.04745, fig. 1b): the block of every transformer here.</summary>
/// <remarks>
/// State: <c>norm1</c>, <c>qkv</c> (queries, keys and values one after another, each head by head, (query width + 2 × key width, width)), <c>attention</c>, <c>norm2</c>, <c>up</c>,
/// where gated <c>gate</c>, and <c>down</c>; all with a bias. GELU is the exact one. Dropout is of what each part adds.
/// </remarks>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BlockShape _shape;
    private readonly RotaryPositions? _positions;
    private readonly LayerNorm _norm1;
    private readonly Linear _qkv;
    private readonly Linear _attention;
    private readonly LayerNorm _norm2;
    private readonly Linear _up;
    private readonly Linear? _gate;
    private readonly Linear _down;
    private readonly Dropout? _drop;

    /// <param name="shape">The sizes.</param>
    /// <param name="dropout">Share of the numbers that each part adds to drop while training.</param>
    /// <param name="back">Variance with which a part's last layer starts: 1 / (parts of the whole model) lets all of them together add as much as one.</param>
    /// <param name="positions">Where <see cref="BlockShape.IsRotary"/>, what turns queries and keys; shared by the blocks, not disposed of here.</param>
    public TransformerBlock(BlockShape shape, double dropout, double back = 1, RotaryPositions? positions = null)
        : base(nameof(TransformerBlock))
    {
        (_shape, _positions) = (shape, positions);
        if (shape.IsRotary != positions is not null)
        {
            throw new ArgumentException("rotary blocks, and no others, need positions", nameof(positions));
        }

        (_norm1, _norm2) = (nn.LayerNorm(shape.Width), nn.LayerNorm(shape.Width));
        (_qkv, _attention) = (TextLayers.Linear(shape.Width, shape.QueryWidth + (2 * shape.KeyWidth), 1), TextLayers.Linear(shape.QueryWidth, shape.Width, back));
        (_up, _down) = (TextLayers.Linear(shape.Width, shape.Units, 1), TextLayers.Linear(shape.Units, shape.Width, back));
        register_module("norm1", _norm1);
        register_module("qkv", _qkv);
        register_module("attention", _attention);
        register_module("norm2", _norm2);
        register_module("up", _up);
        register_module("down", _down);
        if (shape.IsGated)
        {
            _gate = TextLayers.Linear(shape.Width, shape.Units, 1);
            register_module("gate", _gate);
        }

        if (dropout > 0)
        {
            _drop = nn.Dropout(dropout);
            register_module("drop", _drop);
        }
    }

    /// <summary>One block.</summary>
    /// <param name="input">(B, length, width).</param>
    /// <param name="bias">Added to the attention's scores, (B, 1, 1 or length, length); null: nothing. Not beside causal masking.</param>
    public override Tensor forward(Tensor input, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var attended = input + Drop(_attention.call(Attend(_norm1.call(input), bias)));
        return (attended + Drop(_down.call(Expand(_norm2.call(attended))))).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: the parts are registered above, under names that stay. A module that holds this one would add them again, under the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Drop(Tensor added) => _drop is null ? added : _drop.call(added);

    private Tensor Expand(Tensor input) => _gate is null
        ? nn.functional.gelu(_up.call(input))
        : nn.functional.silu(_gate.call(input)) * _up.call(input);

    private Tensor Attend(Tensor input, Tensor? bias)
    {
        var (batch, length, heads, keys) = (input.shape[0], input.shape[1], _shape.Heads, _shape.KeyHeads);
        var parts = _qkv.call(input).view(batch, length, heads + (2 * keys), _shape.Part);
        var turned = parts.narrow(2, 0, heads + keys);
        turned = _positions is null ? turned : _positions.Turn(turned);
        var query = turned.narrow(2, 0, heads).transpose(1, 2);                              // (B, heads, length, part)
        var key = Shared(turned.narrow(2, heads, keys).transpose(1, 2));
        var value = Shared(parts.narrow(2, heads + keys, keys).transpose(1, 2));
        var mixed = nn.functional.scaled_dot_product_attention(query, key, value, bias, is_casual: _shape.IsCausal);
        return mixed.transpose(1, 2).reshape(batch, length, _shape.QueryWidth);
    }

    /// <summary>Each head of keys or values as often as heads of queries use it, one after another.</summary>
    private Tensor Shared(Tensor heads)
    {
        var group = _shape.Heads / _shape.KeyHeads;
        return group == 1
            ? heads
            : heads.unsqueeze(2).expand(heads.shape[0], _shape.KeyHeads, group, heads.shape[2], _shape.Part).reshape(heads.shape[0], _shape.Heads, heads.shape[2], _shape.Part);
    }
}
