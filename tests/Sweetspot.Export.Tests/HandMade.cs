using Google.Protobuf;
using Onnx;
using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export.Tests;

/// <summary>Graphs as other programs write them, made by hand.</summary>
internal static class HandMade
{
    /// <summary>Ids (batch, sequence) through an embedding 10 × 8, single-head attention, and a layer back to 10 whose weights are the embedding's.</summary>
    public static ModelProto Attention()
    {
        var graph = new GraphBuilder("attention", new Dictionary<string, WeightTensor>());
        var ids = graph.Input("ids", DataType.Int64, "batch", "sequence");
        graph.Input("attention_mask", DataType.Int64, "batch", "sequence");
        var table = graph.Floats("table", Models.Random(10, 8));
        var x = graph.Node("Gather", [table, ids]);
        var scores = graph.Node("MatMul", [x, graph.Node("Transpose", [x], Attributes.Of("perm", [0, 2, 1]))]);
        var mixed = graph.Node("MatMul", [graph.Node("Softmax", [scores], Attributes.Of("axis", -1)), x]);
        var normal = graph.Node("LayerNormalization", [mixed, graph.Floats("gain", Models.Numbers([8], [1, 2, 3, 4, 5, 6, 7, 8])), graph.Floats("shift", Models.Random(8))]);
        var logits = graph.Node("MatMul", [normal, graph.Node("Transpose", [table], Attributes.Of("perm", [1, 0]))]);
        graph.Output("logits", logits, "batch", "sequence", 10);
        return Model(graph.Graph);
    }

    /// <summary>A fixed batch of 2, 3 × 8 × 8: grouped convolution, pooling, a global mean, and an operator that has no FLOP formula.</summary>
    public static ModelProto Convolutions()
    {
        var graph = new GraphBuilder("convolutions", new Dictionary<string, WeightTensor>());
        var x = graph.Input("x", DataType.Float, 2, 4, 8, 8);
        x = graph.Node("Conv", [x, graph.Floats("w", Models.Random(6, 2, 3, 3))], Attributes.Of("group", 2), Attributes.Of("pads", [1, 1, 1, 1]));
        x = graph.Node("MaxPool", [x], Attributes.Of("kernel_shape", [2, 2]), Attributes.Of("strides", [2, 2]));
        x = graph.Node("GlobalAveragePool", [x]);
        x = graph.Node("Einsum", [x], Attributes.Of("equation", "bcij->bc"));
        graph.Output("y", x, 2, 6);
        return Model(graph.Graph);
    }

    public static ModelProto Model(GraphProto graph, string domain = "")
    {
        var model = new ModelProto { IrVersion = 9, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 20 });
        if (domain.Length > 0)
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        }

        return model;
    }

    public static string Write(string folder, ModelProto model)
    {
        var path = Path.Combine(folder, "hand.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }
}
