using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Declares a model's input and normalises it.</summary>
internal static class InputGraph
{
    /// <summary>Name of the dimension that callers choose.</summary>
    public const string Batch = "batch";

    /// <returns>What the first layer takes: (B, features) or (B, C, H, W).</returns>
    public static string Write(GraphBuilder graph, ModelInput input)
    {
        var value = graph.Input(input.Name, DataType.Float, [Batch, .. input.Sizes.Select(size => (Dimension)size)]);
        return input is ImageInput image ? image.PerImage ? OfEachImage(graph, value) : OfEachChannel(graph, value, image) : value;
    }

    private static string OfEachChannel(GraphBuilder graph, string pixels, ImageInput image)
    {
        var mean = graph.Floats("pixel_mean", Channels(image.Means));
        var scale = graph.Floats("pixel_scale", Channels(image.Deviations.Select(deviation => 1 / Math.Max(deviation, ImageInput.LeastChannelDeviation))));
        return graph.Node("Mul", [graph.Node("Sub", [pixels, mean]), scale]);
    }

    private static string OfEachImage(GraphBuilder graph, string pixels)
    {
        var axes = graph.Wholes("image_axes", 1, 2, 3);
        var centred = graph.Node("Sub", [pixels, graph.Node("ReduceMean", [pixels, axes])]);
        var variance = graph.Node("ReduceMean", [graph.Node("Mul", [centred, centred]), axes]);
        var deviation = graph.Node("Max", [graph.Node("Sqrt", [variance]), graph.Scalar("least_deviation", ImageInput.LeastImageDeviation)]);
        return graph.Node("Div", [centred, deviation]);
    }

    private static WeightTensor Channels(IEnumerable<float> values)
    {
        float[] numbers = [.. values];
        return new WeightTensor([1, numbers.Length, 1, 1], numbers);
    }
}
