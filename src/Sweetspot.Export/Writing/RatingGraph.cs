using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Models of ratings: ids of a user and an item in, the rating out.</summary>
internal sealed class RatingGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is RatingShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var ids = InputGraph.Ids(graph, model); // (B, 2)
        string Of(string table, int column) => graph.Node("Squeeze",
        [
            graph.Node("Gather", [graph.Weight($"{table}.weight"), graph.Node("Gather", [ids, graph.Wholes($"column_{column}", column)], Attributes.Of("axis", 1))]),
            graph.Wholes("id_axis", 1),
        ]);

        var biases = graph.Node("Add", [graph.Node("Add", [Of("user_bias", 0), Of("item_bias", 1)]), graph.Weight("mean")]); // (B, 1)
        return model.Shape is RatingShape { Factors: 0 } ? biases : graph.Node("Add", [biases, Match(graph, model.Shape, Of("user_factors", 0), Of("item_factors", 1))]);
    }

    private static string Match(GraphBuilder graph, ModelShape shape, string user, string item)
    {
        switch (shape)
        {
            case NcfShape ncf:
                return Through(graph, graph.Node("Concat", [user, item], Attributes.Of("axis", 1)), "", ncf.Hidden.Length);
            case TowersShape towers:
                (user, item) = (Through(graph, user, "user_", towers.Hidden.Length), Through(graph, item, "item_", towers.Hidden.Length));
                break;
        }

        return graph.Node("ReduceSum", [graph.Node("Mul", [user, item]), graph.Wholes("factors_axis", 1)]);
    }

    private static string Through(GraphBuilder graph, string value, string prefix, int hidden)
    {
        for (var layer = 0; layer < hidden; layer++)
        {
            value = graph.Node("Relu", [graph.Linear(value, $"{prefix}hidden{layer}")]);
        }

        return graph.Linear(value, $"{prefix}output");
    }
}
