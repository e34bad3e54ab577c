using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Vision transformer.</summary>
internal sealed class VitGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is VitShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (VitShape)model.Shape;
        var value = graph.Node("Add", [Patches(graph, InputGraph.Image(graph, model), shape), graph.Weight("position")]);
        for (var block = 0; block < shape.Depth; block++)
        {
            value = SequenceGraph.Block(graph, value, $"block{block}", shape.Block);
        }

        var mean = graph.Node("ReduceMean", [SequenceGraph.Norm(graph, value, "norm"), graph.Wholes("tokens_axis", 1)], Attributes.Of("keepdims", 0));
        return graph.Linear(mean, "output");
    }

    /// <returns>(B, T, width).</returns>
    private static string Patches(GraphBuilder graph, string image, VitShape shape)
    {
        var (below, right) = ((shape.Rows * shape.Patch) - shape.Input.Height, (shape.Columns * shape.Patch) - shape.Input.Width);
        var filled = (below, right) == (0, 0) ? image : graph.Node("Pad", [image, graph.Wholes("fill", 0, 0, 0, 0, 0, 0, below, right)]);
        var patches = graph.Node(
            "Conv", [filled, graph.Weight("patch.weight"), graph.Weight("patch.bias")],
            Attributes.Of("kernel_shape", [shape.Patch, shape.Patch]), Attributes.Of("strides", [shape.Patch, shape.Patch]));
        var tokens = graph.Node("Reshape", [patches, graph.Wholes("join_patches", 0, shape.Width, shape.Tokens)]);
        return graph.Node("Transpose", [tokens], Attributes.Of("perm", [0, 2, 1]));
    }
}
