using Onnx;

namespace Sweetspot.Export;

/// <summary>A linear layer found in a graph.</summary>
/// <param name="Weights">[outputs × inputs].</param>
/// <param name="Inputs">Numbers in.</param>
/// <param name="Outputs">Numbers out.</param>
/// <param name="Bias">Name of the bias; null where there is none.</param>
internal sealed record LinearLayer(float[] Weights, int Inputs, int Outputs, string? Bias)
{
    /// <summary>The layer of a Gemm, or of a MatMul with a matrix that the graph brings; null for other nodes.</summary>
    public static LinearLayer? Of(NodeProto node, GraphRewriter graph)
    {
        var isGemm = node.OpType == "Gemm" && node.Domain.Length == 0 && node.Whole("transA", 0) == 0 && node.Attribute.All(one => one.Name is "transA" or "transB" || one.F == 1);
        if (!(isGemm || (node.OpType == "MatMul" && node.Domain.Length == 0)) || graph.Floats(node.Input[1]) is not { Dims.Count: 2 } tensor)
        {
            return null;
        }

        var isTransposed = isGemm && node.Whole("transB", 0) != 0;
        var (rows, columns) = ((int)tensor.Dims[0], (int)tensor.Dims[1]);
        var values = QuantizedWeights.Floats(tensor);
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? node.Input[2] : null;
        return isTransposed ? new LinearLayer(values, columns, rows, bias) : new LinearLayer(QuantizedWeights.Transposed(values, rows), rows, columns, bias);
    }
}
