using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Linear model and multilayer perceptron.</summary>
internal sealed class MlpGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is MlpShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var value = InputGraph.Numbers(graph, model);
        for (var layer = 0; layer < ((MlpShape)model.Shape).Hidden.Length; layer++)
        {
            value = graph.Node("Relu", [graph.Linear(value, $"hidden{layer}")]);
        }

        return graph.Linear(value, "output");
    }
}
