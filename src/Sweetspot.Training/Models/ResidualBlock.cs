using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>Two convolutions with batch normalisation, added to what came in, then ReLU: (B, C, H, W) to the same.</summary>
/// <remarks>The second normalisation starts with weight 0, so the block starts as the identity (Goyal et al. 2017, arXiv 1706.02677, §5.1).</remarks>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _first;
    private readonly Conv2d _second;
    private readonly BatchNorm2d _firstNorm;
    private readonly BatchNorm2d _secondNorm;

    public ResidualBlock(int channels, Func<Conv2d> convolution)
        : base(nameof(ResidualBlock))
    {
        (_first, _firstNorm) = (convolution(), nn.BatchNorm2d(channels));
        (_second, _secondNorm) = (convolution(), nn.BatchNorm2d(channels));
        nn.init.zeros_(_secondNorm.weight!);
        register_module("conv0", _first);
        register_module("norm0", _firstNorm);
        register_module("conv1", _second);
        register_module("norm1", _secondNorm);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = _firstNorm.call(_first.call(input)).relu_(); // (B, C, H, W)
        return _secondNorm.call(_second.call(hidden)).add_(input).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: each part is registered by its own name, and would be a second time by its field's.</summary>
    protected override void RegisterComponents()
    {
    }
}
