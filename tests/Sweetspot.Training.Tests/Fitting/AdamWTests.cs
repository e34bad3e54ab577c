using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training.Tests;

public sealed class AdamWTests
{
    [Fact]
    public void Step_TwentySteps_MovesAsTheLibrarysOwn()
    {
        using var scope = NewDisposeScope();
        var shape = new MlpShape { Input = InputShape.Numbers(7), Hidden = [13], Outputs = 3 };
        var ours = ModelBuilder.Build(shape);
        var theirs = ModelBuilder.Build(shape);
        theirs.load_state_dict(ours.state_dict());
        var optimizer = new AdamW(ours.parameters(), 0.1);
        var isMatrix = theirs.parameters().ToLookup(parameter => parameter.dim() > 1);
        var reference = optim.AdamW(
            [new TorchSharp.Modules.AdamW.ParamGroup(isMatrix[true], new() { weight_decay = 0.1 }), new(isMatrix[false], new() { weight_decay = 0 })],
            lr: 0.01);

        for (var step = 0; step < 20; step++)
        {
            var input = randn(5, 7);
            ours.call(input).square().mean().backward();
            optimizer.Step(0.01, clipNorm: double.PositiveInfinity);
            reference.zero_grad();
            theirs.call(input).square().mean().backward();
            reference.step();
        }

        Assert.All(ours.parameters().Zip(theirs.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 1e-4, 1e-6)));
    }

    [Fact]
    public void Step_WithPenalties_MovesAsIfTheSquaresWereInTheLoss()
    {
        using var scope = NewDisposeScope();
        var shape = new MlpShape { Input = InputShape.Numbers(7), Hidden = [13], Outputs = 3 };
        var (ours, theirs) = (ModelBuilder.Build(shape), ModelBuilder.Build(shape));
        theirs.load_state_dict(ours.state_dict());
        var optimizer = new AdamW(ours.parameters(), 0.1, ours.parameters().Select(_ => 0.03));
        var reference = new AdamW(theirs.parameters(), 0);

        for (var step = 0; step < 10; step++)
        {
            var input = randn(5, 7);
            ours.call(input).square().mean().backward();
            optimizer.Step(0.01, clipNorm: double.PositiveInfinity);
            var squares = theirs.parameters().Select(parameter => parameter.square().sum()).Aggregate((sum, one) => sum + one);
            (theirs.call(input).square().mean() + (0.03 * squares)).backward();
            reference.Step(0.01, clipNorm: double.PositiveInfinity);
        }

        Assert.All(ours.parameters().Zip(theirs.parameters()), pair => Assert.True(pair.First.allclose(pair.Second, 1e-4, 1e-6)));
    }

    [Fact]
    public void Step_GradientNotFinite_MovesNothing()
    {
        using var scope = NewDisposeScope();
        var model = ModelBuilder.Build(new MlpShape { Input = InputShape.Numbers(2), Hidden = [], Outputs = 1 });
        var before = model.parameters().First().clone();
        (model.call(ones(1, 2)) * float.PositiveInfinity).sum().backward();

        var norm = new AdamW(model.parameters(), 0.1).Step(0.01, 1);

        Assert.False(double.IsFinite(norm));
        Assert.True(model.parameters().First().equal(before).all().item<bool>());
    }
}
