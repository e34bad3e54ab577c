using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Text cnn.</summary>
internal sealed class TextCnnGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is TextCnnShape;

    public string Write(GraphBuilder graph, TrainedModel model) => Layers(graph, InputGraph.Ids(graph, model));

    /// <summary>The layers from ids, (B, length), on.</summary>
    public static string Layers(GraphBuilder graph, string ids)
    {
        var vectors = graph.Node("Gather", [graph.Weight("embedding.weight"), ids]); // (B, length, width)
        var value = graph.Node("Transpose", [vectors], Attributes.Of("perm", [0, 2, 1]));
        var largest = TextCnnShape.Kernels.Select(kernel => graph.Node(
            "ReduceMax",
            [graph.Node("Conv", [value, graph.Weight($"conv{kernel}.weight"), graph.Weight($"conv{kernel}.bias")], Attributes.Of("kernel_shape", [kernel])), graph.Wholes("length_axis", 2)],
            Attributes.Of("keepdims", 0))).ToList();
        return graph.Linear(graph.Node("Relu", [graph.Node("Concat", largest, Attributes.Of("axis", 1))]), "output");
    }
}
