using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Bag of n-grams, weighted by inverse document frequency; the linear model of texts too.</summary>
internal sealed class NgramGraph : IFamilyGraph
{
    private const double LeastNorm = 1e-6;

    public bool Writes(ModelShape shape) => shape is NgramShape;

    public string Write(GraphBuilder graph, TrainedModel model) => Layers(graph, (NgramShape)model.Shape, InputGraph.Ids(graph, model));

    /// <summary>The layers from ids, (B, length), on.</summary>
    public static string Layers(GraphBuilder graph, NgramShape shape, string ids)
    {
        var axis = graph.Wholes("one", 1);
        var idf = graph.Node("Gather", [graph.Weight("idf"), ids]); // (B, length)
        var norm = graph.Node("Sqrt", [graph.Node("ReduceSum", [graph.Node("Mul", [idf, idf]), axis])]);
        var shares = graph.Node("Div", [idf, graph.Node("Max", [norm, graph.Scalar("least_norm", LeastNorm)])]);
        var vectors = graph.Node("Gather", [graph.Weight("embedding.weight"), ids]); // (B, length, width)
        var sum = graph.Node("Squeeze", [graph.Node("MatMul", [graph.Node("Unsqueeze", [shares, axis]), vectors]), axis]);
        if (shape.Width == 0)
        {
            return graph.Node("Add", [sum, graph.Weight("bias")]);
        }

        return graph.Linear(shape.Dense > 0 ? graph.Node("Relu", [graph.Linear(sum, "dense")]) : sum, "output");
    }
}
