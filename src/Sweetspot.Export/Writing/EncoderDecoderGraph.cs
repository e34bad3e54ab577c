using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>
/// An encoder-decoder: ids of sources (B, S) and of what is written so far (B, T), which begins with the end's id, to scores of the token after each,
/// (B, T, vocabulary). Batch and both lengths are the caller's.
/// </summary>
internal sealed class EncoderDecoderGraph : IFamilyGraph
{
    private const double Never = -1e9;
    private const int FirstWritten = 2; // padding and unknown are never written
    private const string SourceLength = SequenceInput.SourceLength;
    private const string TargetLength = SequenceInput.TargetLength;

    public bool Writes(ModelShape shape) => shape is EncoderDecoderShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (EncoderDecoderShape)model.Shape;
        var source = graph.Input(SequenceInput.Source, DataType.Int64, InputGraph.Batch, SourceLength);
        var target = graph.Input(SequenceInput.Target, DataType.Int64, InputGraph.Batch, TargetLength);
        var padded = Float(graph, graph.Node("Equal", [source, graph.Wholes("padding", 0)]));
        var bias = graph.Node("Unsqueeze", [graph.Node("Mul", [padded, graph.Scalar("never", Never)]), graph.Wholes("heads_and_queries", 1, 2)]); // (B, 1, 1, S)
        var read = Vectors(graph, source, shape.IsShared ? "target" : "source", "source_positions", shape.Width);
        for (var block = 0; block < shape.Encoder; block++)
        {
            read = SequenceGraph.Block(graph, read, $"encoder{block}", shape.Block, bias);
        }

        read = SequenceGraph.Norm(graph, read, "encoder_norm");
        var later = Later(graph, target);
        var written = Vectors(graph, target, "target", "target_positions", shape.Width);
        for (var block = 0; block < shape.Decoder; block++)
        {
            written = Block(graph, written, read, $"decoder{block}", shape, later, bias);
        }

        var vectors = graph.Node("Transpose", [graph.Weight("target.weight")], Attributes.Of("perm", [1, 0]));
        return graph.Node("Add", [graph.Node("MatMul", [SequenceGraph.Norm(graph, written, "decoder_norm"), vectors]), graph.Weight("output_bias")]);
    }

    /// <summary>The scores, and the likeliest token after the last.</summary>
    public static void Answer(GraphBuilder graph, string scores, string name, int vocabulary)
    {
        var last = graph.Node("Slice", [graph.Node("Gather", [scores, graph.Whole("last_token", -1)], Attributes.Of("axis", 1)), graph.Wholes("first_written", FirstWritten), graph.Wholes("all_tokens", vocabulary), graph.Wholes("tokens_axis", 1)]);
        var next = graph.Node("Add", [graph.Node("ArgMax", [last], Attributes.Of("axis", 1), Attributes.Of("keepdims", 1)), graph.Wholes("first_written", FirstWritten)]);
        graph.Output(name, scores, InputGraph.Batch, TargetLength, vocabulary);
        graph.Output(TextAnswer.Next, DataType.Int64, next, InputGraph.Batch, 1);
    }

    /// <summary>Self-attention, attention to what was read, and the feed-forward layer.</summary>
    private static string Block(GraphBuilder graph, string input, string read, string block, EncoderDecoderShape shape, string later, string bias)
    {
        var width = shape.Width;
        var normed = SequenceGraph.Norm(graph, input, $"{block}.norm1");
        var own = Attend(graph, shape, Own("q", 0), Own("k", width), Own("v", 2 * width), later);
        var attended = graph.Node("Add", [input, SequenceGraph.Linear(graph, own, $"{block}.attention")]);
        var query = SequenceGraph.Linear(graph, SequenceGraph.Norm(graph, attended, $"{block}.norm2"), $"{block}.query");
        var mixed = Attend(graph, shape, query, Read("k", 0), Read("v", width), bias);
        var crossed = graph.Node("Add", [attended, SequenceGraph.Linear(graph, mixed, $"{block}.crossed")]);
        var up = graph.Node("Gelu", [SequenceGraph.Linear(graph, SequenceGraph.Norm(graph, crossed, $"{block}.norm3"), $"{block}.up")]);
        return graph.Node("Add", [crossed, SequenceGraph.Linear(graph, up, $"{block}.down")]);

        string Own(string name, int from) => SequenceGraph.Projection(graph, normed, $"{block}.qkv", name, from, width);
        string Read(string name, int from) => SequenceGraph.Projection(graph, read, $"{block}.memory", name, from, width);
    }

    /// <summary>softmax(q · kᵀ / √part + bias) · v, head by head.</summary>
    private static string Attend(GraphBuilder graph, EncoderDecoderShape shape, string query, string key, string value, string bias)
    {
        var part = shape.Width / shape.Heads;
        var scores = graph.Node("Mul", [graph.Node("MatMul", [Heads(query, 0, 2, 1, 3), Heads(key, 0, 2, 3, 1)]), graph.Scalar("attention_scale", 1 / Math.Sqrt(part))]);
        var shares = graph.Node("Softmax", [graph.Node("Add", [scores, bias])], Attributes.Of("axis", -1));
        var joined = graph.Node("Transpose", [graph.Node("MatMul", [shares, Heads(value, 0, 2, 1, 3)])], Attributes.Of("perm", [0, 2, 1, 3]));
        return graph.Node("Reshape", [joined, graph.Wholes("join_heads", 0, -1, shape.Width)]);

        string Heads(string rows, params long[] order) => graph.Node(
            "Transpose", [graph.Node("Reshape", [rows, graph.Wholes("split_heads", 0, -1, shape.Heads, part)])], Attributes.Of("perm", order));
    }

    /// <summary>What a token may not see of those after it, (T, T).</summary>
    private static string Later(GraphBuilder graph, string ids)
    {
        var length = graph.Node("Squeeze", [Length(graph, ids), graph.Wholes("only_axis", 0)]);
        var places = graph.Node("Range", [graph.Whole("first_place", 0), length, graph.Whole("next_place", 1)]);
        var isLater = graph.Node("Greater", [graph.Node("Unsqueeze", [places, graph.Wholes("rows_axis", 0)]), graph.Node("Unsqueeze", [places, graph.Wholes("columns_axis", 1)])]);
        return graph.Node("Mul", [Float(graph, isLater), graph.Scalar("never", Never)]);
    }

    private static string Vectors(GraphBuilder graph, string ids, string table, string positions, int width)
    {
        var vectors = graph.Node("Mul", [graph.Node("Gather", [graph.Weight($"{table}.weight"), ids]), graph.Scalar("vector_scale", Math.Sqrt(width))]);
        var places = graph.Node("Slice", [graph.Weight(positions), graph.Wholes("from_first", 0), Length(graph, ids), graph.Wholes("places_axis", 0)]);
        return graph.Node("Add", [vectors, places]);
    }

    /// <summary>Tokens of each text of the batch, a list of one.</summary>
    private static string Length(GraphBuilder graph, string ids) => graph.Node("Shape", [ids], Attributes.Of("start", 1L));

    private static string Float(GraphBuilder graph, string value) => graph.Node("Cast", [value], Attributes.Of("to", (long)DataType.Float));
}
