using System.Text;
using Google.Protobuf;
using Onnx;

namespace Sweetspot.Export;

/// <summary>Makes and reads a node's attributes.</summary>
internal static class Attributes
{
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFrom(value, Encoding.UTF8) };

    public static AttributeProto Of(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }

    public static long Whole(this NodeProto node, string name, long otherwise) => node.Attribute.FirstOrDefault(one => one.Name == name)?.I ?? otherwise;

    public static IReadOnlyList<long> Wholes(this NodeProto node, string name) => node.Attribute.FirstOrDefault(one => one.Name == name)?.Ints ?? [];

    public static string Word(this NodeProto node, string name, string otherwise) =>
        node.Attribute.FirstOrDefault(one => one.Name == name)?.S.ToStringUtf8() ?? otherwise;
}
