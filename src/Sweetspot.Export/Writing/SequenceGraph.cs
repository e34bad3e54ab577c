using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Layers over sequences, (B, T, width).</summary>
internal static class SequenceGraph
{
    private const float NormEpsilon = 1e-5f; // of LayerNorm

    /// <summary>x · Wᵀ + b at each place.</summary>
    public static string Linear(GraphBuilder graph, string input, string layer) =>
        Linear(graph, input, layer, graph.Trained($"{layer}.weight"), graph.Trained($"{layer}.bias"));

    /// <summary>Layer normalisation over the width.</summary>
    public static string Norm(GraphBuilder graph, string input, string layer) => graph.Node(
        "LayerNormalization", [input, graph.Weight($"{layer}.weight"), graph.Weight($"{layer}.bias")], Attributes.Of("axis", -1), Attributes.Of("epsilon", NormEpsilon));

    /// <summary>x + attention(norm(x)), then that + contract(gelu(expand(norm(that)))).</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">(B, T, width).</param>
    /// <param name="names">Names of the block's tensors.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="bias">Added to the scores, (B, 1, 1, T); null: nothing.</param>
    public static string Block(GraphBuilder graph, string input, BlockNames names, int heads, string? bias = null)
    {
        var attended = graph.Node("Add", [input, Linear(graph, Attend(graph, Norm(graph, input, names.FirstNorm), names.Projections, heads, bias), names.Attended)]);
        var hidden = graph.Node("Gelu", [Linear(graph, Norm(graph, attended, names.SecondNorm), names.Expand)]);
        return graph.Node("Add", [attended, Linear(graph, hidden, names.Contract)]);
    }

    /// <summary>softmax(q · kᵀ / √part + bias) · v, head by head. The three projections lie one after another in one layer.</summary>
    private static string Attend(GraphBuilder graph, string input, string layer, int heads, string? bias)
    {
        var width = (int)graph.Trained($"{layer}.weight").Sizes[1];
        var part = width / heads;
        string Part(int index, params long[] order) => graph.Node(
            "Transpose", [graph.Node("Reshape", [Projection(graph, input, layer, index, width), graph.Wholes("split_heads", 0, -1, heads, part)])], Attributes.Of("perm", order));

        var scores = graph.Node("Mul", [graph.Node("MatMul", [Part(0, 0, 2, 1, 3), Part(1, 0, 2, 3, 1)]), graph.Scalar("attention_scale", 1 / Math.Sqrt(part))]);
        var shares = graph.Node("Softmax", [bias is null ? scores : graph.Node("Add", [scores, bias])], Attributes.Of("axis", -1));
        var mixed = graph.Node("Transpose", [graph.Node("MatMul", [shares, Part(2, 0, 2, 1, 3)])], Attributes.Of("perm", [0, 2, 1, 3])); // (B, T, heads, part)
        return graph.Node("Reshape", [mixed, graph.Wholes("join_heads", 0, -1, width)]);
    }

    private static string Projection(GraphBuilder graph, string input, string layer, int index, int width)
    {
        var (weight, bias) = (graph.Trained($"{layer}.weight"), graph.Trained($"{layer}.bias"));
        return Linear(
            graph, input, $"{layer}.{"qkv"[index]}",
            new WeightTensor([width, width], [.. weight.Values.Skip(index * width * width).Take(width * width)]),
            new WeightTensor([width], [.. bias.Values.Skip(index * width).Take(width)]));
    }

    private static string Linear(GraphBuilder graph, string input, string name, WeightTensor weight, WeightTensor bias) => graph.Node(
        "Add", [graph.Node("MatMul", [input, graph.Floats($"{name}.weight", Transposed(weight))]), graph.Floats($"{name}.bias", bias)]);

    private static WeightTensor Transposed(WeightTensor matrix)
    {
        var (rows, columns) = ((int)matrix.Sizes[0], (int)matrix.Sizes[1]);
        return new WeightTensor([columns, rows], [.. Enumerable.Range(0, rows * columns).Select(at => matrix.Values[(at % rows * columns) + (at / rows)])]);
    }
}
