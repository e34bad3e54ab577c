using Onnx;

namespace Sweetspot.Export;

/// <summary>Counts a model's parameters: numbers in tensors that nodes use as weights, each tensor once.</summary>
/// <remarks>
/// Quantised weights count like others; 4-bit weights of MatMulNBits by the matrix they stand for. Not counted: shapes and indices, single numbers, scales and
/// zero points of quantisation, and the running mean and variance of batch normalisation. Constants count only where a layer uses them.
/// </remarks>
internal static class ParameterCount
{
    private static readonly HashSet<string> s_layers =
    [
        "Conv", "FusedConv", "ConvTranspose", "Gemm", "MatMul", "FusedMatMul", "Gather", "BatchNormalization", "LayerNormalization", "SkipLayerNormalization",
        "InstanceNormalization", "GroupNormalization", "RMSNormalization", "SimplifiedLayerNormalization", "LSTM", "GRU", "RNN", "PRelu", "Attention", "MultiHeadAttention",
    ];

    /// <summary>Operators with quantised operands: the inputs that are weights.</summary>
    private static readonly Dictionary<string, int[]> s_quantised = new()
    {
        ["DequantizeLinear"] = [0],
        ["QuantizeLinear"] = [0],
        ["MatMulInteger"] = [0, 1],
        ["ConvInteger"] = [0, 1],
        ["QLinearConv"] = [3, 8],
        ["QLinearMatMul"] = [0, 3],
        ["QGemm"] = [3, 6],
        ["DynamicQuantizeMatMul"] = [1, 4],
        ["MatMulIntegerToFloat"] = [1, 6],
    };

    public static long Of(GraphProto graph)
    {
        var counted = new Dictionary<string, long>();
        foreach (var inner in graph.WithInner())
        {
            var scales = inner.Node.Where(node => node.OpType == "DynamicQuantizeLinear").Select(node => node.Output[1]).ToHashSet();
            var known = TensorsOf(graph).Concat(TensorsOf(inner)).GroupBy(pair => pair.Name).ToDictionary(pair => pair.Key, pair => pair.Last());
            foreach (var node in inner.Node.Where(node => node.OpType != "Mul" || !node.Input.Any(scales.Contains)))
            {
                for (var index = 0; index < node.Input.Count; index++)
                {
                    if (known.TryGetValue(node.Input[index], out var tensor) && Weights(node, index, tensor.Tensor, tensor.IsConstant) is > 0 and var numbers)
                    {
                        counted[tensor.Name] = numbers;
                    }
                }
            }
        }

        return counted.Values.Sum();
    }

    /// <summary>Bytes of all tensors that the model brings.</summary>
    public static long BytesOf(GraphProto graph) => graph.WithInner().SelectMany(inner => inner.Initializer).Sum(tensor => tensor.Bytes());

    private static IEnumerable<(string Name, TensorProto Tensor, bool IsConstant)> TensorsOf(GraphProto graph) =>
        graph.Initializer.Select(tensor => (tensor.Name, tensor, false)).Concat(graph.Node
            .Where(node => node.OpType == "Constant").Select(node => (node.Output[0], node.Attribute.FirstOrDefault(one => one.Name == "value")?.T!, true)).Where(one => one.Item2 is not null));

    private static long Weights(NodeProto node, int index, TensorProto tensor, bool isConstant)
    {
        if (node.OpType == "MatMulNBits")
        {
            return index == 1 ? node.Whole("K", 0) * node.Whole("N", 0) : 0;
        }

        if (s_quantised.TryGetValue(node.OpType, out var places))
        {
            return places.Contains(index) ? tensor.Count() : 0;
        }

        var isLayer = s_layers.Contains(node.OpType) && !(node.OpType == "BatchNormalization" && index > 2) && !(node.OpType == "Gather" && index > 0);
        return isLayer ? tensor.IsFloat() || node.OpType == "Gather" && tensor.Dims.Count > 1 ? tensor.Count() : 0
            : tensor.IsFloat() && !isConstant && node.OpType is not ("Resize" or "Upsample" or "BatchNormalization") && tensor.Count() > 1 ? tensor.Count() : 0;
    }
}
