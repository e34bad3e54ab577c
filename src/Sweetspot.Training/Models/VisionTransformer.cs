using Sweetspot.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The module of a <see cref="VitShape"/>: (B, C, H, W) to (B, outputs).</summary>
/// <remarks>
/// Names in the state dictionary: <c>patch</c> (a convolution), <c>position</c> (tokens × width), <c>block0</c>, <c>block1</c>, … as
/// <see cref="TransformerBlock"/> says, <c>norm</c> and <c>output</c>. Positions start half as large as patches: in few steps, small ones would stay unseen.
/// </remarks>
internal sealed class VisionTransformer : nn.Module<Tensor, Tensor>
{
    private readonly (int Right, int Below) _fill;
    private readonly Conv2d _patch;
    private readonly Parameter _position;
    private readonly List<TransformerBlock> _blocks = [];
    private readonly LayerNorm _norm;
    private readonly Linear _output;

    public VisionTransformer(VitShape shape, Linear output, double dropout)
        : base(nameof(VisionTransformer))
    {
        _fill = ((shape.Columns * shape.Patch) - shape.Input.Width, (shape.Rows * shape.Patch) - shape.Input.Height);
        _patch = nn.Conv2d(shape.Input.Channels, shape.Width, shape.Patch, stride: shape.Patch);
        nn.init.normal_(_patch.weight, 0, 1 / Math.Sqrt((double)shape.Input.Channels * shape.Patch * shape.Patch));
        nn.init.zeros_(_patch.bias!);
        _position = nn.Parameter(randn(shape.Tokens, shape.Width) * 0.5);
        register_module("patch", _patch);
        register_parameter("position", _position);
        for (var block = 0; block < shape.Depth; block++)
        {
            _blocks.Add(new TransformerBlock(shape.Block, dropout, back: 1 / (2.0 * shape.Depth)));
            register_module($"block{block}", _blocks[block]);
        }

        (_norm, _output) = (nn.LayerNorm(shape.Width), output);
        register_module("norm", _norm);
        register_module("output", _output);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var image = _fill == (0, 0) ? input : nn.functional.pad(input, (0, _fill.Right, 0, _fill.Below));
        var tokens = _patch.call(image).flatten(2).transpose(1, 2).contiguous() + _position; // (B, T, width)
        foreach (var block in _blocks)
        {
            tokens = block.call(tokens, null);
        }

        return _output.call(_norm.call(tokens).mean([1])).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: each part is registered by its own name, and would be a second time by its field's.</summary>
    protected override void RegisterComponents()
    {
    }
}
