using System.Globalization;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Several kinds of data: each branch from its own part of the inputs, then the hidden layers. Of the linear reference the branches' answers are added.</summary>
internal sealed class FusionGraph : IFamilyGraph
{
    public bool Writes(ModelShape shape) => shape is FusionShape;

    public string Write(GraphBuilder graph, TrainedModel model)
    {
        var shape = (FusionShape)model.Shape;
        var (image, numbers, ids) = Inputs(graph, model);
        var place = 0;
        var outputs = new List<string>();
        foreach (var (name, branch) in shape.Branches)
        {
            graph.Branch = $"{name}.";
            var output = branch switch
            {
                CnnShape cnn => CnnGraph.Layers(graph, cnn, image),
                NgramShape grams => NgramGraph.Layers(graph, grams, Some(graph, ids, place, grams.Tokens.Length)),
                TextCnnShape cnn => TextCnnGraph.Layers(graph, Some(graph, ids, place, cnn.Tokens.Length)),
                MlpShape columns => MlpGraph.Layers(graph, columns, numbers, ids, place),
                _ => throw new ArgumentException($"no graph is known for a branch of the family \"{branch.Family}\"", nameof(model)),
            };
            place += branch.Input.Texts.Sum(text => text.Length);
            outputs.Add(shape.IsLinear ? output : graph.Node("Relu", [output]));
        }

        graph.Branch = "";
        return shape.IsLinear
            ? outputs.Aggregate((sum, output) => graph.Node("Add", [sum, output]))
            : Head(graph, shape, outputs.Count == 1 ? outputs[0] : graph.Node("Concat", outputs, Attributes.Of("axis", 1)));
    }

    private static (string Image, string Numbers, string Ids) Inputs(GraphBuilder graph, TrainedModel model)
    {
        var inputs = model.Inputs;
        return (
            inputs.OfType<ImageInput>().Any() ? InputGraph.Image(graph, model) : "",
            inputs.OfType<NumberInput>().Any() ? InputGraph.Beside(graph, model) : "",
            inputs.OfType<IdInput>().Any() ? InputGraph.Ids(graph, model) : "");
    }

    /// <summary>Some neighbouring ids of each row.</summary>
    private static string Some(GraphBuilder graph, string ids, int from, int count)
    {
        string At(int place) => graph.Wholes(string.Create(CultureInfo.InvariantCulture, $"at_{place}"), place);
        return graph.Node("Slice", [ids, At(from), At(from + count), At(1)]);
    }

    private static string Head(GraphBuilder graph, FusionShape shape, string value)
    {
        for (var layer = 0; layer < shape.Hidden.Length; layer++)
        {
            value = graph.Node("Relu", [graph.Linear(value, $"hidden{layer}")]);
        }

        return graph.Linear(value, "output");
    }
}
