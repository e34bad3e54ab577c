using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>x · W + b with W in 8 bits: DynamicQuantizeLinear → MatMulInteger → Cast → Mul by both scales → Add.</summary>
internal sealed class DynamicQuantization(GraphProto graph)
{
    private readonly GraphRewriter _writer = new(graph);

    public void Run() => _writer.Rewrite(node =>
    {
        if (LinearLayer.Of(node, _writer) is { } layer)
        {
            Write(node, layer);
        }
        else
        {
            _writer.Keep(node);
        }
    });

    private void Write(NodeProto node, LinearLayer layer)
    {
        var weights = QuantizedWeights.Of(layer.Weights, layer.Outputs);
        var name = node.Input[1];
        var values = _writer.Store($"{name}_int8", DataType.Int8, [layer.Inputs, layer.Outputs], QuantizedWeights.Transposed(weights.Values, layer.Outputs));
        var scales = _writer.Store($"{name}_scale", DataType.Float, [layer.Outputs], weights.Scales);
        var zeros = _writer.Store($"{name}_zero", DataType.Int8, [layer.Outputs], new sbyte[layer.Outputs]);
        var input = _writer.Add("DynamicQuantizeLinear", [node.Input[0]], count: 3); // values, scale, zero point
        var product = _writer.Add("MatMulInteger", [input[0], values, input[2], zeros])[0];
        var floats = _writer.Add("Cast", [product], attributes: Attributes.Of("to", (long)DataType.Float))[0];
        var scale = _writer.Add("Mul", [input[1], scales])[0];
        if (layer.Bias is { } bias)
        {
            _writer.Add("Add", [_writer.Add("Mul", [floats, scale])[0], bias], node.Output);
        }
        else
        {
            _writer.Add("Mul", [floats, scale], node.Output);
        }
    }
}
