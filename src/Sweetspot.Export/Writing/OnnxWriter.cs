using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Onnx;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Writes a trained model as ONNX: IR version 9, opset 20, any batch, with all that is needed to use it in the metadata.</summary>
public static class OnnxWriter
{
    private const int IrVersion = 9;
    private const int Opset = 20;
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The model as the bytes of an ONNX file.</summary>
    /// <exception cref="UserInputException">The family cannot be exported.</exception>
    public static byte[] Write(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = new GraphBuilder($"sweetspot-{model.Shape.Family}", model.Weights);
        var value = FamilyGraphs.Of(model.Shape).Write(graph, model);
        AnswerGraph.Write(graph, value, model.Answer, model.Shape is EncoderDecoderShape pair ? pair.Target.Vocabulary : model.Shape.Outputs);
        var proto = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "sweetspot",
            ProducerVersion = typeof(OnnxWriter).Assembly.GetName().Version!.ToString(3),
            Graph = graph.Graph,
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        proto.MetadataProps.AddRange(Metadata(model).Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return proto.ToByteArray();
    }

    private static IEnumerable<KeyValuePair<string, string>> Metadata(TrainedModel model)
    {
        yield return new("family", model.Shape.Family);
        yield return new("shape", model.Shape.Describe());
        yield return new("normalisation", string.Join("; ", model.Inputs.Select(input => $"{input.Name}: {input.Preprocessing}")));
        if (model.Answer is ClassAnswer classes)
        {
            yield return new("labels", JsonSerializer.Serialize(classes.Labels, s_json));
        }
        else if (model.Answer is NumberAnswer number)
        {
            yield return new("target_transform", $"{number.Transform.ToString().ToLowerInvariant()}; undone in the graph");
            yield return new("target_scale", FormattableString.Invariant(
                $"mean {number.Mean:R}, deviation {number.Deviation:R}, trained range {number.Lowest:R} to {number.Highest:R}; undone in the graph"));
        }

        foreach (var pair in model.Metadata)
        {
            yield return pair;
        }
    }
}
