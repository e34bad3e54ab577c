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

    /// <summary>x + attention(norm1(x)), then that + down(gelu(up(norm2(that)))), or where gated down(silu(gate(norm2(that))) · up(norm2(that))).</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">(B, T, width).</param>
    /// <param name="block">Its name: its tensors are <c>BLOCK.norm1.weight</c> and so on.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="bias">Added to the scores, (B, 1, 1 or T, T), without B where keys are shared; null: nothing. What a causal block may not see comes from here.</param>
    /// <param name="turns">Turns queries and keys of a rotary block.</param>
    public static string Block(GraphBuilder graph, string input, string block, BlockShape shape, string? bias = null, RotaryGraph? turns = null)
    {
        var attended = graph.Node("Add", [input, Linear(graph, Attend(graph, Norm(graph, input, $"{block}.norm1"), $"{block}.qkv", shape, bias, turns), $"{block}.attention")]);
        var normed = Norm(graph, attended, $"{block}.norm2");
        return graph.Node("Add", [attended, Linear(graph, Expand(graph, normed, block, shape), $"{block}.down")]);
    }

    private static string Expand(GraphBuilder graph, string input, string block, BlockShape shape)
    {
        var up = Linear(graph, input, $"{block}.up");
        if (!shape.IsGated)
        {
            return graph.Node("Gelu", [up]);
        }

        var gate = Linear(graph, input, $"{block}.gate");
        return graph.Node("Mul", [graph.Node("Mul", [gate, graph.Node("Sigmoid", [gate])]), up]);
    }

    /// <summary>softmax(q · kᵀ / √part + bias) · v, head by head. The three projections lie one after another in one layer.</summary>
    /// <remarks>Where several heads of queries share one of keys, heads are (key heads, heads that share), and keys and values repeat along the second.</remarks>
    private static string Attend(GraphBuilder graph, string input, string layer, BlockShape shape, string? bias, RotaryGraph? turns)
    {
        var (part, keys, group) = (shape.Part, shape.KeyHeads, shape.Heads / shape.KeyHeads);
        var query = Heads("q", 0, shape.Heads);
        var key = Heads("k", shape.QueryWidth, keys);
        var value = Heads("v", shape.QueryWidth + shape.KeyWidth, keys);
        if (turns is not null)
        {
            (query, key) = (turns.Turn(graph, query), turns.Turn(graph, key));
        }

        var scores = graph.Node("Mul", [graph.Node("MatMul", [Places(query, group, 0, 2, 1, 3), Places(key, 1, 0, 2, 3, 1)]), graph.Scalar("attention_scale", 1 / Math.Sqrt(part))]);
        var shares = graph.Node("Softmax", [bias is null ? scores : graph.Node("Add", [scores, bias])], Attributes.Of("axis", -1));
        var mixed = graph.Node("MatMul", [shares, Places(value, 1, 0, 2, 1, 3)]);
        var joined = graph.Node("Transpose", [mixed], group == 1 ? Attributes.Of("perm", [0, 2, 1, 3]) : Attributes.Of("perm", [0, 3, 1, 2, 4])); // (B, T, heads, part)
        return graph.Node("Reshape", [joined, graph.Wholes("join_heads", 0, -1, shape.QueryWidth)]);

        string Heads(string name, int from, int count) => graph.Node(
            "Reshape", [Projection(graph, input, layer, name, from, count * part), graph.Wholes($"split_heads_{count}", 0, -1, count, part)]); // (B, T, count, part)

        string Places(string heads, int sharing, params long[] order) => group == 1
            ? graph.Node("Transpose", [heads], Attributes.Of("perm", order))
            : graph.Node(
                "Transpose", [graph.Node("Reshape", [heads, graph.Wholes($"share_heads_{sharing}", 0, -1, keys, sharing, part)])],
                Attributes.Of("perm", [0, 2, 3, .. order[2..].Select(axis => axis == 3 ? 4L : 1)]));
    }

    /// <summary>Some rows of a linear layer that holds several projections one after another.</summary>
    public static string Projection(GraphBuilder graph, string input, string layer, string name, int from, int rows)
    {
        var (weight, bias) = (graph.Trained($"{layer}.weight"), graph.Trained($"{layer}.bias"));
        var width = (int)weight.Sizes[1];
        return Linear(
            graph, input, $"{layer}.{name}",
            new WeightTensor([rows, width], [.. weight.Values.Skip(from * width).Take(rows * width)]),
            new WeightTensor([rows], [.. bias.Values.Skip(from).Take(rows)]));
    }

    private static string Linear(GraphBuilder graph, string input, string name, WeightTensor weight, WeightTensor bias) => graph.Node(
        "Add", [graph.Node("MatMul", [input, graph.Floats($"{name}.weight", Transposed(weight))]), graph.Floats($"{name}.bias", bias)]);

    private static WeightTensor Transposed(WeightTensor matrix)
    {
        var (rows, columns) = ((int)matrix.Sizes[0], (int)matrix.Sizes[1]);
        return new WeightTensor([columns, rows], [.. Enumerable.Range(0, rows * columns).Select(at => matrix.Values[(at % rows * columns) + (at / rows)])]);
    }
}
