using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Language model: any batch, and any number of places up to the context.</summary>
internal sealed class GptGraph : IFamilyGraph
{
    private const double Never = -1e9;

    public bool Writes(ModelShape shape) => shape is GptShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (GptShape)model.Shape;
        var ids = InputGraph.Ids(graph, model);
        var value = graph.Node("Gather", [graph.Weight("embedding.weight"), ids]); // (B, T, width)
        if (shape.Depth > 0)
        {
            var length = graph.Node("Shape", [ids], Attributes.Of("start", 1), Attributes.Of("end", 2)); // T, a list of one
            var bias = Later(graph, length);
            var turns = new RotaryGraph(graph, length, shape.Context, shape.Block.Part);
            for (var block = 0; block < shape.Depth; block++)
            {
                value = SequenceGraph.Block(graph, value, $"block{block}", shape.Block, bias, turns);
            }
        }

        var output = graph.Weight(shape.IsTied ? "embedding.weight" : "output.weight"); // kept once, turned when the model is loaded
        return graph.Node("MatMul", [SequenceGraph.Norm(graph, value, "norm"), graph.Node("Transpose", [output], Attributes.Of("perm", [1, 0]))]);
    }

    /// <returns>(T, T): 0 for what a place may see, itself and those before it; else so small that its share is 0.</returns>
    private static string Later(GraphBuilder graph, string length)
    {
        string Single(string list) => graph.Node("Squeeze", [list]);
        var places = graph.Node("Range", [Single(graph.Wholes("zero", 0)), Single(length), Single(graph.Wholes("one", 1))]);
        var isLater = graph.Node("Greater", [graph.Node("Unsqueeze", [places, graph.Wholes("rows_axis", 0)]), graph.Node("Unsqueeze", [places, graph.Wholes("columns_axis", 1)])]);
        return graph.Node("Mul", [graph.Node("Cast", [isLater], Attributes.Of("to", (long)DataType.Float)), graph.Scalar("never", Never)]);
    }
}
