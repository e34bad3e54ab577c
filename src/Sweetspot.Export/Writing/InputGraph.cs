using System.Collections.Immutable;
using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Declares a model's inputs and normalises pixels. Ask for each part once.</summary>
internal static class InputGraph
{
    /// <summary>Name of the dimension that callers choose.</summary>
    public const string Batch = "batch";

    /// <summary>The image, normalised.</summary>
    /// <returns>(B, C, H, W).</returns>
    public static string Image(GraphBuilder graph, TrainedModel model)
    {
        var image = model.Inputs.OfType<ImageInput>().Single();
        var value = Declare(graph, image, DataType.Float);
        return image.Scale.PerImage ? OfEachImage(graph, value) : OfEachChannel(graph, value, image.Scale);
    }

    /// <summary>All numbers as one row: the image normalised and flattened, then the numbers beside it.</summary>
    /// <returns>(B, numbers).</returns>
    public static string Numbers(GraphBuilder graph, TrainedModel model)
    {
        ImmutableArray<string> parts =
        [
            .. model.Inputs.OfType<ImageInput>().Select(_ => graph.Node("Flatten", [Image(graph, model)], Attributes.Of("axis", 1))),
            .. model.Inputs.OfType<NumberInput>().Select(numbers => Declare(graph, numbers, DataType.Float)),
        ];
        return parts.Length == 1 ? parts[0] : graph.Node("Concat", parts, Attributes.Of("axis", 1));
    }

    /// <summary>The numbers beside an image.</summary>
    /// <returns>(B, numbers).</returns>
    public static string Beside(GraphBuilder graph, TrainedModel model) => Declare(graph, model.Inputs.OfType<NumberInput>().Single(), DataType.Float);

    /// <summary>All ids as one row.</summary>
    /// <returns>(B, ids), 64-bit.</returns>
    public static string Ids(GraphBuilder graph, TrainedModel model) => Declare(graph, model.Inputs.OfType<IdInput>().Single(), DataType.Int64);

    private static string Declare(GraphBuilder graph, GraphInput input, DataType type) =>
        graph.Input(input.Name, type, input is IdInput { IsStream: true } ? [Batch, TokenAnswer.Places] : [Batch, .. input.Sizes.Select(size => (Dimension)size)]);

    private static string OfEachChannel(GraphBuilder graph, string pixels, PixelScale by)
    {
        var mean = graph.Floats("pixel_mean", Channels(by.Means));
        var scale = graph.Floats("pixel_scale", Channels(by.Deviations.Select(deviation => 1 / Math.Max(deviation, PixelScale.LeastChannelDeviation))));
        return graph.Node("Mul", [graph.Node("Sub", [pixels, mean]), scale]);
    }

    private static string OfEachImage(GraphBuilder graph, string pixels)
    {
        var axes = graph.Wholes("image_axes", 1, 2, 3);
        var centred = graph.Node("Sub", [pixels, graph.Node("ReduceMean", [pixels, axes])]);
        var variance = graph.Node("ReduceMean", [graph.Node("Mul", [centred, centred]), axes]);
        var deviation = graph.Node("Max", [graph.Node("Sqrt", [variance]), graph.Scalar("least_deviation", PixelScale.LeastImageDeviation)]);
        return graph.Node("Div", [centred, deviation]);
    }

    private static WeightTensor Channels(IEnumerable<float> values)
    {
        float[] numbers = [.. values];
        return new WeightTensor([1, numbers.Length, 1, 1], numbers);
    }
}
