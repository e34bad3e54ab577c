using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Puts QuantizeLinear and DequantizeLinear around convolutions and linear layers.</summary>
/// <remarks>
/// Activations are unsigned with one range each, weights signed with one scale an output, biases 32-bit with the scale input × weight. The output of a layer is quantised after the ReLU
/// that follows it. Pooling and reshaping keep the range of what goes in, so that they can be run on integers.
/// </remarks>
internal sealed class StaticQuantization
{
    private static readonly HashSet<string> s_keepsRange = ["MaxPool", "Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze"];
    private readonly ModelProto _model;
    private readonly GraphRewriter _writer;
    private readonly HashSet<NodeProto> _layers;
    private readonly Dictionary<string, NodeProto> _makers;
    private readonly HashSet<string> _chosen;
    private readonly Dictionary<string, string> _replaced = [];
    private Dictionary<string, (float Scale, byte Zero)> _ranges = [];

    public StaticQuantization(ModelProto model)
    {
        (_model, _writer) = (model, new GraphRewriter(model.Graph));
        _layers = [.. model.Graph.Node.Where(IsLayer)];
        _makers = model.Graph.Node.SelectMany(node => node.Output.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node);
        var readers = model.Graph.Node.SelectMany(node => node.Input.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        var outputs = model.Graph.Output.Select(output => output.Name).ToHashSet();
        _chosen = [.. _layers.Select(node => node.Input[0]), .. _layers.Select(node => After(node, readers)).Where(name => !outputs.Contains(name))];
    }

    public void Run(int rows, IReadOnlyDictionary<string, Array> inputs)
    {
        var seen = Calibration.Ranges(_model.ToByteArray(), [.. _chosen.Select(Source).Distinct()], rows, inputs);
        _ranges = _chosen.ToDictionary(name => name, name => Quantized(seen[Source(name)]));
        _writer.Rewrite(node =>
        {
            var kept = node.Clone();
            for (var index = 0; index < kept.Input.Count; index++)
            {
                kept.Input[index] = _replaced.GetValueOrDefault(kept.Input[index], kept.Input[index]);
            }

            if (_layers.Contains(node))
            {
                WriteWeights(node, kept);
            }

            _writer.Keep(kept);
            foreach (var output in node.Output.Where(_chosen.Contains))
            {
                Pair(output);
            }
        }, () => _model.Graph.Input.Select(input => input.Name).Where(_chosen.Contains).ToList().ForEach(Pair));
    }

    private bool IsLayer(NodeProto node) => LinearLayer.Of(node, _writer) is not null
        || (node.OpType == "Conv" && node.Domain.Length == 0 && _writer.Floats(node.Input[1]) is not null);

    /// <summary>The output of a layer, or of the ReLU that alone reads it.</summary>
    private static string After(NodeProto layer, ILookup<string, NodeProto> readers) =>
        readers[layer.Output[0]].ToList() is [{ OpType: "Relu" } relu] ? relu.Output[0] : layer.Output[0];

    /// <summary>The value whose range a value has.</summary>
    private string Source(string name) =>
        _makers.TryGetValue(name, out var maker) && s_keepsRange.Contains(maker.OpType) ? Source(maker.Input[0]) : name;

    private static (float Scale, byte Zero) Quantized((float Low, float High) range)
    {
        var scale = Math.Max(1e-9f, (Math.Max(0, range.High) - Math.Min(0, range.Low)) / byte.MaxValue);
        return (scale, (byte)Math.Clamp(MathF.Round(-Math.Min(0, range.Low) / scale), 0, byte.MaxValue));
    }

    private void Pair(string name)
    {
        var (scale, zero) = _ranges[name];
        string[] by = [_writer.Store($"{name}_scale", DataType.Float, [], scale), _writer.Store($"{name}_zero", DataType.Uint8, [], zero)];
        _replaced[name] = _writer.Add("DequantizeLinear", [_writer.Add("QuantizeLinear", [name, .. by])[0], .. by])[0];
    }

    private void WriteWeights(NodeProto node, NodeProto kept)
    {
        var linear = LinearLayer.Of(node, _writer);
        var tensor = _writer.Floats(node.Input[1])!; // a layer brings its weights
        var outputs = linear?.Outputs ?? (int)tensor.Dims[0];
        var weights = QuantizedWeights.Of(linear?.Weights ?? QuantizedWeights.Floats(tensor), outputs);
        var values = linear is null ? weights.Values : QuantizedWeights.Transposed(weights.Values, outputs);
        kept.Input[1] = Dequantized($"{node.Input[1]}_int8", DataType.Int8, linear is null ? [.. tensor.Dims] : [linear.Inputs, outputs], values, weights.Scales, linear is null ? 0 : 1);
        if (linear is not null && kept.Attribute.FirstOrDefault(one => one.Name == "transB") is { } transposed)
        {
            kept.Attribute.Remove(transposed); // weights now lie as [inputs × outputs], the one way that ONNX Runtime fuses
        }

        if (node.Input.Count > 2 && _writer.Floats(node.Input[2]) is { } bias && bias.Count() == outputs)
        {
            float[] scales = [.. weights.Scales.Select(scale => scale * _ranges[node.Input[0]].Scale)];
            int[] numbers = [.. QuantizedWeights.Floats(bias).Select((value, index) => (int)MathF.Round(value / scales[index]))];
            kept.Input[2] = Dequantized($"{node.Input[2]}_{node.Output[0]}_int32", DataType.Int32, [outputs], numbers, scales, 0);
        }
    }

    private string Dequantized<T>(string name, DataType type, long[] sizes, T[] values, float[] scales, long axis)
        where T : struct => _writer.Add(
            "DequantizeLinear",
            [
                _writer.Store(name, type, sizes, values), _writer.Store($"{name}_scale", DataType.Float, [scales.Length], scales),
                _writer.Store($"{name}_zero", type, [scales.Length], new T[scales.Length]),
            ],
            attributes: Attributes.Of("axis", axis))[0];
}
