using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Linear model and multilayer perceptron.</summary>
internal sealed class MlpGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is MlpShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (MlpShape)model.Shape;
        var numbers = InputGraph.Numbers(graph, model);
        return Layers(graph, shape, numbers, shape.Input.Levels.IsEmpty ? "" : InputGraph.Ids(graph, model), 0);
    }

    /// <summary>The layers from numbers, (B, numbers), and ids of categories on.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="numbers">(B, numbers).</param>
    /// <param name="ids">(B, ids); empty where no category is embedded.</param>
    /// <param name="first">Place of the first category among the ids.</param>
    public static string Layers(GraphBuilder graph, MlpShape shape, string numbers, string ids, int first)
    {
        var value = shape.Input.Levels.IsEmpty ? numbers : graph.Node(
            "Concat", [numbers, .. Enumerable.Range(0, shape.Input.Levels.Length).Select(column => Vector(graph, ids, column, first))], Attributes.Of("axis", 1));
        for (var layer = 0; layer < shape.Hidden.Length; layer++)
        {
            value = graph.Node("Relu", [graph.Linear(value, $"hidden{layer}")]);
        }

        return graph.Linear(value, "output");
    }

    /// <summary>The vector of one category, (B, width).</summary>
    private static string Vector(GraphBuilder graph, string ids, int column, int first)
    {
        var id = graph.Node("Gather", [ids, graph.Wholes($"category_{column}", first + column)], Attributes.Of("axis", 1)); // (B, 1)
        return graph.Node("Squeeze", [graph.Node("Gather", [graph.Weight($"embedding{column}.weight"), id]), graph.Wholes("category_axis", 1)]);
    }
}
