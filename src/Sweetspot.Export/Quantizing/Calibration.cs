using Google.Protobuf;
using Onnx;

namespace Sweetspot.Export;

/// <summary>Ranges of values within a graph.</summary>
internal static class Calibration
{
    /// <summary>Smallest and largest number of each value over all examples.</summary>
    public static Dictionary<string, (float Low, float High)> Ranges(byte[] model, string[] names, int rows, IReadOnlyDictionary<string, Array> inputs)
    {
        var ranges = new Dictionary<string, (float Low, float High)>();
        var shown = ModelProto.Parser.ParseFrom(model);
        var known = shown.Graph.Output.Select(output => output.Name).ToHashSet();
        var given = shown.Graph.Input.Select(input => input.Name).ToHashSet();
        shown.Graph.Output.AddRange(names.Where(name => !given.Contains(name) && known.Add(name)).Select(name => new ValueInfoProto { Name = name }));
        using var session = new OnnxSession(shown.ToByteArray(), "the model to quantise");
        foreach (var name in names)
        {
            float[] values = given.Contains(name) ? (float[])inputs[name] : session.Answer(name, rows, inputs);
            ranges[name] = (values.Min(), values.Max());
        }

        return ranges;
    }
}
