using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Transformer encoder of texts; places after a text's end (id 0) are neither attended to nor counted in the mean.</summary>
internal sealed class TextEncoderGraph : IFamilyGraph
{
    private const double Never = -1e9;

    public bool Writes(ModelShape shape) => shape is TextEncoderShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (TextEncoderShape)model.Shape;
        var ids = InputGraph.Ids(graph, model);
        var ended = graph.Node("Cast", [graph.Node("Equal", [ids, graph.Wholes("padding", 0)])], Attributes.Of("to", (long)Onnx.TensorProto.Types.DataType.Float)); // (B, length)
        var bias = graph.Node("Unsqueeze", [graph.Node("Mul", [ended, graph.Scalar("never", Never)]), graph.Wholes("heads_and_queries", 1, 2)]);
        var value = graph.Node("Add", [graph.Node("Gather", [graph.Weight("embedding.weight"), ids]), graph.Weight("positions")]);
        for (var block = 0; block < shape.Depth; block++)
        {
            value = SequenceGraph.Block(graph, value, $"block{block}", shape.Block, bias);
        }

        return graph.Linear(Mean(graph, SequenceGraph.Norm(graph, value, "norm"), ended), "output");
    }

    /// <summary>Over the places that a text has.</summary>
    private static string Mean(GraphBuilder graph, string value, string ended)
    {
        var (one, axis) = (graph.Scalar("one_token", 1), graph.Wholes("tokens_axis", 1));
        var kept = graph.Node("Unsqueeze", [graph.Node("Sub", [one, ended]), graph.Wholes("width_axis", 2)]); // (B, length, 1)
        string Sum(string what) => graph.Node("ReduceSum", [what, axis], Attributes.Of("keepdims", 0));
        return graph.Node("Div", [Sum(graph.Node("Mul", [value, kept])), graph.Node("Max", [Sum(kept), one])]);
    }
}
