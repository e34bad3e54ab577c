using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Onnx;
using Sweetspot.Planning;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Builds a graph node by node. Names of values are strings; equal tensors are stored once, whatever their names.</summary>
internal sealed class GraphBuilder
{
    private readonly IReadOnlyDictionary<string, WeightTensor> _weights;
    private readonly Dictionary<string, string> _stored = []; // digest → name
    private readonly Dictionary<string, int> _counts = [];

    public GraphBuilder(string name, IReadOnlyDictionary<string, WeightTensor> weights) =>
        (_weights, Graph) = (weights, new GraphProto { Name = name });

    public GraphProto Graph { get; }

    /// <summary>Stands before every name of a trained tensor that is asked for: the branch that is being written, <c>text1.</c>; else empty.</summary>
    public string Branch { get; set; } = "";

    /// <summary>Declares an input.</summary>
    public string Input(string name, DataType type, params ReadOnlySpan<Dimension> dimensions)
    {
        Graph.Input.Add(Value(name, type, dimensions));
        return name;
    }

    /// <summary>Declares an output and gives a value its name.</summary>
    public void Output(string name, string value, params ReadOnlySpan<Dimension> dimensions) => Output(name, DataType.Float, value, dimensions);

    /// <summary>The same of another type than floats.</summary>
    public void Output(string name, DataType type, string value, params ReadOnlySpan<Dimension> dimensions)
    {
        foreach (var node in Graph.Node)
        {
            Rename(node.Output, value, name);
            Rename(node.Input, value, name);
        }

        Graph.Output.Add(Value(name, type, dimensions));
    }

    /// <summary>A trained tensor by its name.</summary>
    /// <exception cref="ArgumentException">The model has no such tensor.</exception>
    public WeightTensor Trained(string name) =>
        _weights.TryGetValue(Branch + name, out var tensor) ? tensor : throw new ArgumentException($"the model has no tensor \"{Branch}{name}\"", nameof(name));

    /// <summary>A trained tensor as it is.</summary>
    public string Weight(string name) => Floats(name, Trained(name));

    /// <summary>A tensor of floats.</summary>
    public string Floats(string name, WeightTensor tensor) => Store(Branch + name, DataType.Float, [.. tensor.Sizes], MemoryMarshal.AsBytes(tensor.Values.AsSpan()));

    /// <summary>A single float.</summary>
    public string Scalar(string name, double value) => Floats(name, new WeightTensor([], [(float)value]));

    /// <summary>A list of whole numbers: axes, sizes.</summary>
    public string Wholes(string name, params long[] values) => Store(Branch + name, DataType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A single whole number.</summary>
    public string Whole(string name, long value) => Store(name, DataType.Int64, [], MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)));

    /// <summary>x · Wᵀ + b for a trained linear layer, (B, inputs) → (B, outputs).</summary>
    public string Linear(string input, string layer) =>
        Node("Gemm", [input, Weight($"{layer}.weight"), Weight($"{layer}.bias")], Attributes.Of("transB", 1));

    /// <summary>A node with one output.</summary>
    /// <returns>Its output.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var count = _counts[operation] = _counts.GetValueOrDefault(operation) + 1;
        var name = $"{operation.ToLowerInvariant()}_{count}";
        var node = new NodeProto { Name = name, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add($"{name}_out");
        node.Attribute.AddRange(attributes.ToArray());
        Graph.Node.Add(node);
        return node.Output[0];
    }

    private string Store(string name, DataType type, long[] sizes, ReadOnlySpan<byte> bytes)
    {
        var digest = $"{type} {string.Join('x', sizes)} {Convert.ToHexString(SHA256.HashData(bytes))}";
        if (_stored.TryGetValue(digest, out var known))
        {
            return known;
        }

        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(sizes);
        Graph.Initializer.Add(tensor);
        return _stored[digest] = name;
    }

    private static void Rename(RepeatedField<string> names, string from, string to)
    {
        for (var index = 0; index < names.Count; index++)
        {
            names[index] = names[index] == from ? to : names[index];
        }
    }

    private static ValueInfoProto Value(string name, DataType type, ReadOnlySpan<Dimension> dimensions)
    {
        var shape = new TensorShapeProto();
        foreach (var dimension in dimensions)
        {
            shape.Dim.Add(dimension.Name is { } symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = dimension.Size });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
