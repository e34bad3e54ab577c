using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Plain convolutional net. Batch normalisation is folded into the convolution before it.</summary>
/// <remarks>ReLU comes before max pooling here, which gives the same numbers as after it and lets runtimes fuse it with the convolution.</remarks>
internal sealed class CnnGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is CnnShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (CnnShape)model.Shape;
        var value = InputGraph.Image(graph, model);
        var (height, width) = (shape.Input.Height, shape.Input.Width);
        for (var stage = 0; stage < shape.Stages.Length; stage++)
        {
            for (var convolution = 0; convolution < shape.Convolutions; convolution++)
            {
                var folded = FoldedConvolution.Of(graph, $"conv{stage}_{convolution}", $"norm{stage}_{convolution}");
                value = graph.Node("Relu", [folded.Write(graph, value, shape.Kernel / 2)]);
            }

            var (down, right) = (Math.Min(2, height), Math.Min(2, width));
            value = graph.Node("MaxPool", [value], Attributes.Of("kernel_shape", [down, right]), Attributes.Of("strides", [down, right]));
            (height, width) = (height / down, width / right);
        }

        value = graph.Node("Flatten", [value], Attributes.Of("axis", 1));
        if (shape.Dense > 0)
        {
            value = graph.Node("Relu", [graph.Linear(value, "dense")]);
        }

        return graph.Linear(value, "output");
    }
}
