using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Sweetspot.Export;

/// <summary>Writes a graph's nodes anew, in order, with some replaced.</summary>
internal sealed class GraphRewriter
{
    private readonly GraphProto _graph;
    private readonly Dictionary<string, TensorProto> _tensors;
    private int _count;

    public GraphRewriter(GraphProto graph)
    {
        _graph = graph;
        _tensors = graph.Initializer.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>A tensor of floats that the graph brings; null for other values.</summary>
    public TensorProto? Floats(string name) => _tensors.TryGetValue(name, out var tensor) && (DataType)tensor.DataType == DataType.Float ? tensor : null;

    /// <summary>Stores a tensor under a name of its own.</summary>
    public string Store<T>(string name, DataType type, long[] sizes, params T[] values)
        where T : struct
    {
        if (!_tensors.ContainsKey(name))
        {
            var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
            tensor.Dims.AddRange(sizes);
            _graph.Initializer.Add(tensor);
            _tensors[name] = tensor;
        }

        return name;
    }

    /// <summary>Appends a node.</summary>
    /// <returns>Its outputs.</returns>
    public string[] Add(string operation, IEnumerable<string> inputs, IReadOnlyCollection<string>? outputs = null, int count = 1, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"int8_{operation.ToLowerInvariant()}_{++_count}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs ?? Enumerable.Range(0, count).Select(index => $"{node.Name}_{index}"));
        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>Takes all nodes out and hands them to <paramref name="write"/> one by one, which adds what takes their place.</summary>
    /// <param name="write">Adds what takes a node's place.</param>
    /// <param name="first">Adds what comes before all of them; null: nothing.</param>
    public void Rewrite(Action<NodeProto> write, Action? first = null)
    {
        var nodes = _graph.Node.ToList();
        _graph.Node.Clear();
        first?.Invoke();
        nodes.ForEach(write);
    }

    /// <summary>Appends a node as it is.</summary>
    public void Keep(NodeProto node) => _graph.Node.Add(node);
}
