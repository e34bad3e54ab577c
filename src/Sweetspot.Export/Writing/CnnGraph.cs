using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Convolutional net of plain, residual or separable blocks. Batch normalisation is folded into the convolution before it.</summary>
/// <remarks>ReLU comes before max pooling here, which gives the same numbers as after it and lets runtimes fuse it with the convolution.</remarks>
internal sealed class CnnGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is CnnShape;

    public string Write(GraphBuilder graph, TrainedModel model) => Layers(graph, (CnnShape)model.Shape, InputGraph.Image(graph, model));

    /// <summary>The layers from a normalised image, (B, C, H, W), on.</summary>
    public static string Layers(GraphBuilder graph, CnnShape shape, string value)
    {
        var (height, width) = (shape.Input.Height, shape.Input.Width);
        for (var stage = 0; stage < shape.Stages.Length; stage++)
        {
            var isResidual = shape.Block == CnnBlock.Residual;
            for (var convolution = 0; convolution < (isResidual ? 1 : shape.Convolutions); convolution++)
            {
                value = graph.Node("Relu", [Convolution(graph, shape, value, stage, convolution)]);
            }

            var (down, right) = (Math.Min(2, height), Math.Min(2, width));
            value = graph.Node("MaxPool", [value], Attributes.Of("kernel_shape", [down, right]), Attributes.Of("strides", [down, right]));
            (height, width) = (height / down, width / right);
            for (var block = 0; isResidual && block < shape.Convolutions; block++)
            {
                value = Residual(graph, value, $"residual{stage}_{block}", shape.Kernel / 2);
            }
        }

        value = graph.Node("Flatten", [value], Attributes.Of("axis", 1));
        if (shape.Dense > 0)
        {
            value = graph.Node("Relu", [graph.Linear(value, "dense")]);
        }

        return graph.Linear(value, "output");
    }

    private static string Convolution(GraphBuilder graph, CnnShape shape, string value, int stage, int convolution)
    {
        var (name, padding) = ($"{stage}_{convolution}", shape.Kernel / 2);
        if (shape.Block != CnnBlock.Separable || (stage, convolution) == (0, 0))
        {
            return FoldedConvolution.Of(graph, $"conv{name}", $"norm{name}").Write(graph, value, padding);
        }

        var depth = graph.Node(
            "Conv", [value, graph.Weight($"depth{name}.weight")],
            Attributes.Of("kernel_shape", [shape.Kernel, shape.Kernel]), Attributes.Of("pads", [padding, padding, padding, padding]),
            Attributes.Of("group", graph.Trained($"depth{name}.weight").Sizes[0]));
        return FoldedConvolution.Of(graph, $"point{name}", $"norm{name}").Write(graph, depth, 0);
    }

    private static string Residual(GraphBuilder graph, string value, string name, int padding)
    {
        var hidden = graph.Node("Relu", [FoldedConvolution.Of(graph, $"{name}.conv0", $"{name}.norm0").Write(graph, value, padding)]);
        return graph.Node("Relu", [graph.Node("Add", [FoldedConvolution.Of(graph, $"{name}.conv1", $"{name}.norm1").Write(graph, hidden, padding), value])]);
    }
}
