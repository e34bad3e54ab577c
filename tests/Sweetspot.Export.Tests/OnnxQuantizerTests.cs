using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export.Tests;

public class OnnxQuantizerTests
{
    private const int Rows = 64;

    [Fact]
    public void Dynamic_Mlp_AnswersNearlyAlikeInAQuarterOfTheBytes()
    {
        var model = Models.Mlp(64, [64], 10);
        var whole = OnnxWriter.Write(model);

        var small = OnnxQuantizer.Dynamic(whole);

        Assert.Equal(2, Operators(small).Count(name => name == "MatMulInteger"));
        Assert.DoesNotContain("Gemm", Operators(small));
        Assert.InRange(small.Length, 0.2 * whole.Length, 0.5 * whole.Length);
        AssertNear(model, whole, small, 0.02);
    }

    [Fact]
    public void Static_Cnn_AnswersNearlyAlikeWithIntegerWeights()
    {
        var model = Models.Cnn(12, 8);
        var whole = OnnxWriter.Write(model);

        var small = OnnxQuantizer.Static(whole, Rows, Models.Inputs(model, Pixels(model)));

        var graph = ModelProto.Parser.ParseFrom(small).Graph;
        Assert.Equal(DataType.Int8, (DataType)graph.Initializer.Single(tensor => tensor.Name == "conv0_0.weight_int8").DataType);
        Assert.DoesNotContain(graph.Initializer, tensor => tensor.Name == "conv0_0.weight");
        Assert.Equal(["Sub", "Mul"], graph.Node.Take(2).Select(node => node.OpType));
        AssertNear(model, whole, small, 0.03);
    }

    [Fact]
    public void Static_MlpOfNumbers_QuantisesTheInputAndAnswersNearlyAlike()
    {
        var model = Models.Mlp(64, [64], 10);
        var whole = OnnxWriter.Write(model);

        var small = OnnxQuantizer.Static(whole, Rows, Models.Inputs(model, Pixels(model)));

        Assert.Equal("QuantizeLinear", Operators(small).First());
        Assert.InRange(small.Length, 0.2 * whole.Length, 0.5 * whole.Length);
        AssertNear(model, whole, small, 0.03);
    }

    [Fact]
    public void Static_Cnn_CountsTheSameParametersAndProducts()
    {
        var model = Models.Cnn(6, 4);
        var whole = OnnxWriter.Write(model);
        var small = OnnxQuantizer.Static(whole, Rows, Models.Inputs(model, Pixels(model)));

        Assert.Equal(Parameters(whole), Parameters(small));
        Assert.Equal(Parameters(OnnxWriter.Write(Models.Mlp(8, [4], 3))), Parameters(OnnxQuantizer.Dynamic(OnnxWriter.Write(Models.Mlp(8, [4], 3)))));
    }

    [Fact]
    public void Weights_AnyRange_KeepWithin63AndScaleByOutput()
    {
        var weights = QuantizedWeights.Of([1.1f, -2, 0.5f, 0, 0.25f, -0.1f], outputs: 2);

        Assert.Equal([35, -63, 16, 0, 63, -25], weights.Values.Select(value => (int)value));
        Assert.Equal([2 / 63f, 0.25f / 63], weights.Scales);
    }

    [Fact]
    public void Transposed_TwoByThree_IsThreeByTwo() => Assert.Equal([1, 4, 2, 5, 3, 6], QuantizedWeights.Transposed([1, 2, 3, 4, 5, 6], 2));

    private static void AssertNear(TrainedModel model, byte[] whole, byte[] small, double share)
    {
        var inputs = Models.Inputs(model, Pixels(model));
        using var first = new OnnxSession(whole, "whole");
        using var second = new OnnxSession(small, "small");

        var wanted = first.Answer("scores", Rows, inputs);
        var given = second.Answer("scores", Rows, inputs);

        var range = wanted.Max() - wanted.Min();
        Assert.InRange(wanted.Zip(given, (a, b) => Math.Abs(a - b)).Max(), 1e-6 * range, share * range); // not the same, but near
    }

    private static float[] Pixels(TrainedModel model)
    {
        var numbers = Models.Random(Rows, model.Inputs[0].Count).Values;
        return model.Pixels is null ? numbers : [.. numbers.Select(number => Math.Clamp(100 + (50 * number), 0, 255))];
    }

    private static IEnumerable<string> Operators(byte[] model) => ModelProto.Parser.ParseFrom(model).Graph.Node.Select(node => node.OpType);

    private static long Parameters(byte[] model) => ParameterCount.Of(ModelProto.Parser.ParseFrom(model).Graph);
}
