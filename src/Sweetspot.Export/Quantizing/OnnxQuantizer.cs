using Google.Protobuf;
using Onnx;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Turns models of floats into models of 8-bit integers. What that does to quality and speed is to be measured: it is not always worth it.</summary>
public static class OnnxQuantizer
{
    /// <summary>
    /// Linear layers (Gemm, and MatMul with fixed weights) with 8-bit weights, one scale an output; activations are quantised while the model runs, so no data are needed. What follows
    /// is left as it is.
    /// </summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    public static byte[] Dynamic(byte[] model)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        new DynamicQuantization(proto.Graph).Run();
        return Finished(proto);
    }

    /// <summary>
    /// Convolutions and linear layers with 8-bit weights, one scale an output, and 8-bit activations between them, with ranges seen on calibration examples (pairs of QuantizeLinear
    /// and DequantizeLinear, which ONNX Runtime fuses into integer operators).
    /// </summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="rows">Calibration examples.</param>
    /// <param name="inputs">They, by the name of the graph's input: training rows, never validation or test rows.</param>
    /// <exception cref="UserInputException">ONNX Runtime cannot run the model.</exception>
    public static byte[] Static(byte[] model, int rows, IReadOnlyDictionary<string, Array> inputs)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        new StaticQuantization(proto).Run(rows, inputs);
        return Finished(proto);
    }

    /// <summary>Drops tensors that no node reads any longer.</summary>
    private static byte[] Finished(ModelProto proto)
    {
        var read = proto.Graph.WithInner().SelectMany(graph => graph.Node).SelectMany(node => node.Input).ToHashSet();
        var kept = proto.Graph.Initializer.Where(tensor => read.Contains(tensor.Name)).ToList();
        proto.Graph.Initializer.Clear();
        proto.Graph.Initializer.AddRange(kept);
        return proto.ToByteArray();
    }
}
