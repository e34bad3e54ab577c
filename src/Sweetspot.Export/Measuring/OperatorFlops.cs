using Onnx;

namespace Sweetspot.Export;

/// <summary>FLOPs of one node from the sizes of its inputs and outputs.</summary>
/// <remarks>
/// A multiply-add is two; integer products count alike. Biases within a layer are left out. By element: arithmetic, comparisons and activations 1,
/// quantising and batch normalisation 2, softmax 5, layer normalisation 7. Pooling: the window for each output; reductions: each input.
/// Moving data (reshape, gather, concatenate, cast) is 0.
/// </remarks>
internal static class OperatorFlops
{
    private static readonly Dictionary<string, int> s_byElement = Costs(
        (1, """
            Add Sub Mul Div Pow Mod Neg Abs Sqrt Reciprocal Exp Log Sin Cos Tan Asin Acos Atan Sinh Cosh Erf Floor Ceil Round Sign Min Max Mean Sum Clip Relu LeakyRelu PRelu Elu Selu Celu
            Sigmoid HardSigmoid HardSwish Tanh Gelu FastGelu QuickGelu BiasGelu Softplus Softsign Mish ThresholdedRelu Swish Equal Greater GreaterOrEqual Less LessOrEqual And Or Xor Not
            Where IsNaN IsInf QLinearAdd QLinearMul QLinearSigmoid QLinearLeakyRelu CumSum
            """),
        (2, "QuantizeLinear DequantizeLinear BatchNormalization"),
        (4, "DynamicQuantizeLinear"),
        (5, "Softmax LogSoftmax QLinearSoftmax LpNormalization LRN"),
        (7, "LayerNormalization SkipLayerNormalization InstanceNormalization GroupNormalization MeanVarianceNormalization EmbedLayerNormalization"),
        (5, "RMSNormalization SimplifiedLayerNormalization SkipSimplifiedLayerNormalization"),
        (0, """
            Reshape Transpose Flatten Squeeze Unsqueeze Identity Cast CastLike Shape Size Constant ConstantOfShape Expand Gather GatherElements GatherND Scatter ScatterElements ScatterND Concat
            Split Slice Pad Range Tile Dropout DepthToSpace SpaceToDepth OneHot EyeLike Trilu NonZero Compress ReverseSequence QLinearConcat
            """));

    private static readonly HashSet<string> s_byInput =
    [
        "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp",
        "ArgMax", "ArgMin", "GlobalAveragePool", "GlobalMaxPool", "QLinearGlobalAveragePool", "QLinearReduceMean",
    ];

    /// <summary>FLOPs of a node; null where it cannot be told.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sizes">Sizes of a value; null where unknown.</param>
    public static double? Of(NodeProto node, Func<string, long[]?> sizes)
    {
        long[]? In(int index) => index < node.Input.Count && node.Input[index].Length > 0 ? sizes(node.Input[index]) : null;
        var output = node.Output.FirstOrDefault(name => name.Length > 0) is { } first ? sizes(first) : null;
        return node.OpType switch
        {
            "Conv" or "FusedConv" or "ConvInteger" or "NhwcFusedConv" => Products(output, Inner(In(1))),
            "QLinearConv" => Products(output, Inner(In(3))),
            "ConvTranspose" => Products(In(0), Inner(In(1))),
            "Gemm" => Products(output, node.Whole("transA", 0) == 0 ? In(0)?[^1] : In(0)?[^2]),
            "QGemm" => Products(output, node.Whole("transA", 0) == 0 ? In(0)?[^1] : In(0)?[^2]),
            "FusedMatMul" => Products(output, node.Whole("transA", 0) == 0 ? In(0)?[^1] : In(0)?[^2]),
            "MatMul" or "MatMulInteger" or "QLinearMatMul" or "DynamicQuantizeMatMul" or "MatMulIntegerToFloat" or "MatMulNBits" => Products(output, In(0)?[^1]),
            "Attention" when node.Domain.Length == 0 => Attention(In(0), In(1)),
            "Attention" => PackedAttention(In(0), In(1), output),
            "MultiHeadAttention" => Attention(In(0), In(1)),
            "LSTM" or "GRU" or "RNN" => Recurrent(In(0), In(1), In(2)),
            "MaxPool" or "AveragePool" or "LpPool" or "QLinearAveragePool" => Count(output) * node.Wholes("kernel_shape").Aggregate(1.0, (product, size) => product * size),
            _ when s_byInput.Contains(node.OpType) => Count(In(0)),
            _ when s_byElement.TryGetValue(node.OpType, out var cost) => cost == 0 ? 0 : cost * Count(output),
            _ => null,
        };
    }

    private static Dictionary<string, int> Costs(params (int Cost, string Operators)[] groups) => groups
        .SelectMany(group => group.Operators.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(name => (name, group.Cost)))
        .ToDictionary(pair => pair.name, pair => pair.Cost);

    private static double? Count(long[]? sizes) => sizes?.Aggregate(1.0, (product, size) => product * size);

    private static double? Products(long[]? results, double? each) => 2 * Count(results) * each;

    /// <summary>Products for one result of a convolution: all sizes of the kernel but the first.</summary>
    private static double? Inner(long[]? kernel) => Count(kernel?[1..]);

    /// <summary>Scores and weighted sums over all keys, (B, S, D) or (B, heads, S, d).</summary>
    private static double? Attention(long[]? query, long[]? key) => key is { Length: > 2 } ? 4 * Count(query) * key[^2] : null;

    /// <summary>The same with the projection to queries, keys and values before it: (B, S, D) and (D, 3 H).</summary>
    private static double? PackedAttention(long[]? input, long[]? weights, long[]? output) => input is { Length: 3 } && weights is { Length: 2 }
        ? (2 * Count(input) * weights[1]) + (4 * Count(output) * input[1])
        : null;

    /// <summary>Products with inputs and with the state before: (steps, B, inputs), (directions, gates × hidden, inputs), (directions, gates × hidden, hidden).</summary>
    private static double? Recurrent(long[]? input, long[]? weights, long[]? recurrent) =>
        input is { Length: 3 } ? 2.0 * input[0] * input[1] * (Count(weights) + Count(recurrent)) : null;
}
