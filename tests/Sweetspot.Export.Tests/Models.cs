using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export.Tests;

/// <summary>Small trained models made of numbers.</summary>
internal static class Models
{
    public static ClassAnswer TwoClasses { get; } = new(["猫", "dog \"2\""]);

    /// <summary>Layers of random weights under the trainer's names.</summary>
    public static TrainedModel Mlp(int inputs, ImmutableArray<int> hidden, int outputs, ModelAnswer? answer = null)
    {
        var weights = new Dictionary<string, WeightTensor>();
        var from = inputs;
        foreach (var (size, name) in hidden.Select((size, index) => (size, $"hidden{index}")).Append((outputs, "output")))
        {
            weights[$"{name}.weight"] = Random(size, from);
            weights[$"{name}.bias"] = Random(size);
            from = size;
        }

        return new TrainedModel
        {
            Shape = new MlpShape { Input = InputShape.Numbers(inputs), Hidden = hidden, Outputs = outputs },
            Weights = weights,
            Answer = answer ?? new ClassAnswer([.. Enumerable.Range(0, outputs).Select(index => $"class {index}")]),
            Metadata = new Dictionary<string, string> { ["sweetspot.encoder"] = "{}" },
        };
    }

    /// <summary>A linear model of an image's four pixels.</summary>
    public static TrainedModel OfPixels(PixelScale scale)
    {
        var model = Mlp(4, [], 2, TwoClasses);
        return model with { Shape = ((MlpShape)model.Shape) with { Input = new InputShape(1, 2, 2) }, Pixels = scale };
    }

    /// <summary>Rows as a graph takes them.</summary>
    public static Dictionary<string, Array> Inputs(TrainedModel model, float[] numbers) => new() { [model.Inputs.Single().Name] = numbers };

    /// <summary>One convolution stage on images of 1 × <paramref name="side"/> × <paramref name="side"/>, then two classes.</summary>
    public static TrainedModel Cnn(int side, int channels, bool perImage = false)
    {
        var shape = new CnnShape { Input = new InputShape(1, side, side), Stages = [channels], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 2 };
        return new TrainedModel
        {
            Shape = shape,
            Weights = new Dictionary<string, WeightTensor>
            {
                ["conv0_0.weight"] = Random(channels, 1, 3, 3),
                ["norm0_0.weight"] = Random(channels),
                ["norm0_0.bias"] = Random(channels),
                ["norm0_0.running_mean"] = Random(channels),
                ["norm0_0.running_var"] = Numbers([channels], Enumerable.Range(0, channels).Select(channel => 0.5f + channel)),
                ["output.weight"] = Random(2, shape.Flattened),
                ["output.bias"] = Random(2),
            },
            Pixels = new PixelScale([100], [50], perImage),
            Answer = TwoClasses,
        };
    }

    public static WeightTensor Random(params long[] sizes)
    {
        var count = sizes.Aggregate(1L, (product, size) => product * size);
        var chance = RandomStream.For(1, count, "weights");
        return Numbers(sizes, Enumerable.Range(0, (int)count).Select(_ => (float)chance.NextGaussian()));
    }

    public static WeightTensor Numbers(long[] sizes, IEnumerable<float> values) => new([.. sizes], [.. values]);
}
