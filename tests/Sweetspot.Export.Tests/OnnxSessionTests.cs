using Sweetspot.Planning;

namespace Sweetspot.Export.Tests;

/// <summary>What exported graphs answer, against plain arithmetic.</summary>
public class OnnxSessionTests
{
    [Fact]
    public void Answer_Mlp_IsWhatTheLayersGive()
    {
        var model = Models.Mlp(3, [4], 2);
        float[] rows = [0.5f, -1, 2, 3, 0, -0.25f];

        var scores = Answer(model, "scores", rows);
        var probabilities = Answer(model, "probabilities", rows);

        var wanted = rows.Chunk(3).SelectMany(row => Linear(model, "output", [.. Linear(model, "hidden0", row).Select(value => Math.Max(0, value))])).ToArray();
        Assert.Equal(4, scores.Length);
        Assert.All(wanted.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 5e-6f));
        Assert.Equal(Math.Exp(scores[0]) / (Math.Exp(scores[0]) + Math.Exp(scores[1])), probabilities[0], 1e-6);
    }

    [Theory]
    [InlineData(TargetTransform.None, 2000)] // 1000 + 200 × 5
    [InlineData(TargetTransform.Log, 54.598150033)] // e^(-996 + 200 × 5)
    public void Answer_Regression_IsOnTheDatasScale(TargetTransform transform, double wanted)
    {
        var mean = transform == TargetTransform.Log ? -996 : 1000;
        var model = WithOutput(5, new NumberAnswer(transform, mean, 200, -10, 10));

        var value = Assert.Single(Answer(model, "value", [1]));

        Assert.Equal(wanted, value, wanted * 1e-6);
    }

    [Fact]
    public void Answer_RegressionFarOff_StaysWithinTheRangeOfAnswers() =>
        Assert.Equal(30, Assert.Single(Answer(WithOutput(500, new NumberAnswer(TargetTransform.None, 10, 10, -1, 2)), "value", [1])), 1e-5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Answer_Images_AreNormalisedInTheGraph(bool perImage)
    {
        var model = Models.OfPixels(new PixelScale([100], [50], perImage));
        float[] pixels = [0, 255, 90, 3];
        var mean = perImage ? pixels.Average() : 100;
        var deviation = perImage ? MathF.Sqrt(pixels.Average(pixel => (pixel - mean) * (pixel - mean))) : 50;

        var scores = Answer(model, "scores", pixels);

        var wanted = Linear(model, "output", [.. pixels.Select(pixel => (pixel - mean) / deviation)]);
        Assert.All(wanted.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Answer_ImageAndNumbersBesideIt_AreOneRow()
    {
        var shape = new MlpShape { Input = new InputShape(1, 2, 1) { Beside = 1 }, Hidden = [], Outputs = 2 };
        var model = Models.Mlp(3, [], 2) with { Shape = shape, Pixels = new PixelScale([100], [50], false) };

        using var session = new OnnxSession(OnnxWriter.Write(model), "test");
        var scores = session.Answer("scores", 1, new Dictionary<string, Array> { ["pixels"] = new float[] { 150, 50 }, ["features"] = new float[] { 0.5f } });

        Assert.All(Linear(model, "output", [1, -1, 0.5f]).Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Answer_BlankImageNormalisedByItself_IsTheBias()
    {
        var model = Models.OfPixels(new PixelScale([], [], true));

        Assert.Equal(model.Weights["output.bias"].Values, Answer(model, "scores", [7, 7, 7, 7]));
    }

    [Fact]
    public void Compare_OtherNumbers_DoesNotPass()
    {
        var model = Models.Mlp(3, [4], 2);
        var onnx = OnnxWriter.Write(model);
        var rows = Models.Random(40, 3).Values;
        double[] right = [.. Answer(model, "scores", rows)];

        Assert.True(Parity.Compare(onnx, model.Answer, 40, Models.Inputs(model, rows), right).Passes);
        Assert.False(Parity.Compare(onnx, model.Answer, 10, Models.Inputs(model, rows[..30]), right[..20]).Passes); // too few
        right[17] += 0.01;
        Assert.Equal(0.01 / Math.Max(1, Math.Abs(right[17])), Parity.Compare(onnx, model.Answer, 40, Models.Inputs(model, rows), right).Greatest, 1e-6);
        right[17] = double.NaN;
        Assert.False(Parity.Compare(onnx, model.Answer, 40, Models.Inputs(model, rows), right).Passes);
    }

    private static float[] Answer(TrainedModel model, string output, float[] numbers)
    {
        using var session = new OnnxSession(OnnxWriter.Write(model), "test");
        return session.Answer(output, numbers.Length / model.Inputs[0].Count, Models.Inputs(model, numbers));
    }

    /// <summary>A model that answers with <paramref name="scale"/> × its only input.</summary>
    private static TrainedModel WithOutput(float scale, NumberAnswer answer) => Models.Mlp(1, [], 1, answer) with
    {
        Weights = new Dictionary<string, WeightTensor> { ["output.weight"] = Models.Numbers([1, 1], [scale]), ["output.bias"] = Models.Numbers([1], [0]) },
    };

    private static float[] Linear(TrainedModel model, string layer, float[] input)
    {
        var (weight, bias) = (model.Weights[$"{layer}.weight"], model.Weights[$"{layer}.bias"].Values);
        return [.. bias.Select((start, row) => start + input.Select((value, column) => value * weight.Values[(row * input.Length) + column]).Sum())];
    }
}
