using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Small facts about tensors in a file.</summary>
internal static class Tensors
{
    public static long Count(this TensorProto tensor) => tensor.Dims.Aggregate(1L, (product, size) => product * size);

    public static bool IsFloat(this TensorProto tensor) => (DataType)tensor.DataType is DataType.Float or DataType.Float16 or DataType.Bfloat16 or DataType.Double;

    /// <summary>Bytes in memory.</summary>
    public static long Bytes(this TensorProto tensor) => tensor.Count() * BitsOf((DataType)tensor.DataType) / 8;

    public static int BitsOf(DataType type) => type switch
    {
        DataType.Double or DataType.Int64 or DataType.Uint64 => 64,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 32,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 16,
        _ when (int)type is 21 or 22 => 4, // UINT4, INT4: newer than the messages that OnnxSharp knows
        _ => 8,
    };

    /// <summary>The graph and every graph within its nodes (branches, loop bodies).</summary>
    public static IEnumerable<GraphProto> WithInner(this GraphProto graph) => graph.Node.SelectMany(node => node.Attribute)
        .SelectMany(attribute => attribute.G is { } inner ? attribute.Graphs.Prepend(inner) : attribute.Graphs)
        .SelectMany(inner => inner.WithInner()).Prepend(graph);
}
