using Google.Protobuf;
using Onnx;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Turns an exported model into one of a given precision.</summary>
public static class Quantizing
{
    /// <summary>The model in a precision; as it is where that runs in 32 bits.</summary>
    /// <param name="model">The bytes of an ONNX file of floats.</param>
    /// <param name="precision">The precision.</param>
    /// <param name="rows">Calibration examples; only static quantisation looks at them.</param>
    /// <param name="inputs">They, by the name of the graph's input: training rows, never validation or test rows.</param>
    /// <exception cref="UserInputException">The model has no layer that can be quantised so.</exception>
    public static byte[] Apply(byte[] model, Precision precision, int rows, IReadOnlyDictionary<string, Array> inputs) => precision switch
    {
        Precision.Int8Dynamic => Named(OnnxQuantizer.Dynamic(model), precision),
        Precision.Int8Static => Named(OnnxQuantizer.Static(model, rows, inputs), precision),
        _ => model,
    };

    /// <summary>How a quantised model's answers stand to those of the trained one, in words.</summary>
    /// <param name="model">The quantised model.</param>
    /// <param name="answer">What the outputs stand for.</param>
    /// <param name="rows">Examples.</param>
    /// <param name="inputs">They, by the name of the graph's input.</param>
    /// <param name="wanted">The trained model's answers, [rows × outputs]; a number is on the data's scale.</param>
    public static string Compare(byte[] model, ModelAnswer answer, int rows, IReadOnlyDictionary<string, Array> inputs, double[] wanted)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(wanted);
        using var session = new OnnxSession(model, "the quantised graph");
        var given = session.Answer(answer.Output, rows, inputs);
        if (answer is ClassAnswer)
        {
            var same = wanted.Chunk(wanted.Length / rows).Zip(given.Chunk(given.Length / rows), (a, b) => Array.IndexOf(a, a.Max()) == Array.IndexOf(b, b.Max())).Count(isSame => isSame);
            return FormattableString.Invariant($"{same} of {Counted.Of(rows, "row")} {Counted.Word(same, "is", "are")} answered with the same class as by the trained model");
        }

        var differences = wanted.Zip(given, (a, b) => answer.RelativeDifference(a, b)).ToArray();
        return FormattableString.Invariant($"answers to {rows} rows differ from the trained model's by {differences.Average():0.0e+0} on average and {differences.Max():0.0e+0} at most, relative");
    }

    /// <summary>The file says what it computes in.</summary>
    private static byte[] Named(byte[] model, Precision precision)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        proto.MetadataProps.Add(new StringStringEntryProto { Key = PrecisionGene.Name, Value = precision.Word() });
        if (!proto.Graph.WithInner().SelectMany(graph => graph.Node).Any(node => node.OpType is "MatMulInteger" or "DequantizeLinear"))
        {
            throw new UserInputException($"{PrecisionGene.Name}: the model has no layers that {precision.Word()} would change; use fp32.");
        }

        return proto.ToByteArray();
    }
}
