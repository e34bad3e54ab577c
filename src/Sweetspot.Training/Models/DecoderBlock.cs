using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>
/// A block that writes: attention to what is written so far, attention to what was read, and a feed-forward layer, each after a norm and added to what came in.
/// </summary>
/// <remarks>
/// State: <c>norm1</c>, <c>qkv</c> (queries, keys and values one after another, (3 × width, width)), <c>attention</c>; <c>norm2</c>, <c>query</c>, <c>memory</c> (keys and values of
/// what was read, (2 × width, width)), <c>crossed</c>; <c>norm3</c>, <c>up</c>, <c>down</c>; all with a bias.
/// </remarks>
internal sealed class DecoderBlock : nn.Module<Tensor, DecoderMemory, Tensor>
{
    private readonly int _heads;
    private readonly LayerNorm _norm1;
    private readonly Linear _qkv;
    private readonly Linear _attention;
    private readonly LayerNorm _norm2;
    private readonly Linear _query;
    private readonly Linear _memory;
    private readonly Linear _crossed;
    private readonly LayerNorm _norm3;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Dropout _drop;

    public DecoderBlock(EncoderDecoderShape shape, double dropout)
        : base(nameof(DecoderBlock))
    {
        var width = shape.Width;
        _heads = shape.Heads;
        (_norm1, _norm2, _norm3, _drop) = (nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width), nn.Dropout(dropout));
        (_qkv, _attention) = (TextLayers.Linear(width, 3 * width, 1), TextLayers.Linear(width, width, 1));
        (_query, _memory, _crossed) = (TextLayers.Linear(width, width, 1), TextLayers.Linear(width, 2 * width, 1), TextLayers.Linear(width, width, 1));
        (_up, _down) = (TextLayers.Linear(width, shape.Ratio * width, 1), TextLayers.Linear(shape.Ratio * width, width, 1));
        register_module("norm1", _norm1);
        register_module("qkv", _qkv);
        register_module("attention", _attention);
        register_module("norm2", _norm2);
        register_module("query", _query);
        register_module("memory", _memory);
        register_module("crossed", _crossed);
        register_module("norm3", _norm3);
        register_module("up", _up);
        register_module("down", _down);
        register_module("drop", _drop);
    }

    /// <summary>Keys and values of what was read, with room for those of <paramref name="steps"/> tokens to be written; 0: all tokens are given at once.</summary>
    /// <param name="read">(B, S, width).</param>
    /// <param name="bias">Added to the scores of what was read, (B, 1, 1, S).</param>
    /// <param name="steps">Most tokens.</param>
    public DecoderMemory Remember(Tensor read, Tensor bias, int steps)
    {
        using var scope = NewDisposeScope();
        var (batch, length, width) = (read.shape[0], read.shape[1], read.shape[2]);
        var parts = _memory.call(read).view(batch, length, 2, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0);       // 2 × (B, heads, S, part)
        Tensor? Room() => steps == 0 ? null : zeros(batch, _heads, steps, width / _heads).MoveToOuterDisposeScope();
        return new DecoderMemory(parts[0].MoveToOuterDisposeScope(), parts[1].MoveToOuterDisposeScope(), bias, Room(), Room());
    }

    /// <summary>One block over all tokens, each seeing those before it; or, where the memory has room, over the next one.</summary>
    /// <param name="input">(B, T, width), T = 1 for the next one.</param>
    /// <param name="memory">Of <see cref="Remember"/>.</param>
    public override Tensor forward(Tensor input, DecoderMemory memory)
    {
        using var scope = NewDisposeScope();
        var attended = input + _drop.call(_attention.call(Attend(_norm1.call(input), memory)));
        var query = Split(_query.call(_norm2.call(attended)), 1)[0];
        var mixed = nn.functional.scaled_dot_product_attention(query, memory.ReadKeys, memory.ReadValues, memory.Bias);
        var crossed = attended + _drop.call(_crossed.call(Join(mixed)));
        return (crossed + _drop.call(_down.call(nn.functional.gelu(_up.call(_norm3.call(crossed)))))).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: the parts are registered above, under names that stay.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor Attend(Tensor input, DecoderMemory memory)
    {
        var parts = Split(_qkv.call(input), 3);
        var (keys, values) = memory.Append(parts[1], parts[2]);
        return Join(nn.functional.scaled_dot_product_attention(parts[0], keys, values, is_casual: !memory.IsStepwise));
    }

    /// <returns>Each (B, heads, T, part).</returns>
    private Tensor[] Split(Tensor projected, int count)
    {
        var (batch, length, width) = (projected.shape[0], projected.shape[1], projected.shape[2] / count);
        return projected.view(batch, length, count, _heads, width / _heads).permute(2, 0, 3, 1, 4).unbind(0);
    }

    private static Tensor Join(Tensor heads) => heads.transpose(1, 2).flatten(2); // (B, T, width)
}
