using System.Collections.Immutable;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace Sweetspot.Export;

/// <summary>Counts FLOPs by operator with the sizes that ONNX Runtime sees when it runs the model, not optimised, with every value between nodes shown.</summary>
internal static class FlopCounter
{
    /// <summary>FLOPs by operator, the costliest first.</summary>
    /// <param name="file">The model.</param>
    /// <param name="given">Sizes of named dimensions.</param>
    /// <param name="batch">Examples; FLOPs are counted for one and for two, and taken to rise evenly.</param>
    public static ImmutableArray<OperatorCost> Count(OnnxFile file, IReadOnlyDictionary<string, int> given, int batch)
    {
        using var options = OnnxSession.Options(threads: 1);
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        file.FindExternalData(options);
        var shown = Shown(file.Model);
        using var session = RuntimeErrors.Translate(file.Path, () => new InferenceSession(shown, options));
        var inputs = new ModelInputs(file.Path, session, given);
        var one = Costs(file, session, inputs, 1);
        if (batch == 1 || !inputs.HasBatch)
        {
            return Sum(one);
        }

        var two = Costs(file, session, inputs, 2);
        return Sum(one.Zip(two, (first, second) => first + ((second - first) * (batch - 1))).ToList());

        ImmutableArray<OperatorCost> Sum(List<double?> flops) =>
        [
            .. file.Model.Graph.Node.Zip(flops, (node, value) => (node.OpType, value)).GroupBy(pair => pair.OpType)
                .Select(pairs => new OperatorCost(pairs.Key, pairs.Count(), pairs.Any(pair => pair.value is null) ? null : pairs.Sum(pair => pair.value)))
                .OrderByDescending(cost => cost.Flops ?? 0).ThenBy(cost => cost.Operator, StringComparer.Ordinal),
        ];
    }

    /// <summary>The model with every value between nodes as an output.</summary>
    private static byte[] Shown(ModelProto model)
    {
        var copy = model.Clone();
        var known = copy.Graph.Output.Select(output => output.Name).ToHashSet();
        copy.Graph.Output.AddRange(copy.Graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0 && known.Add(name)).Select(name => new ValueInfoProto { Name = name }));
        return copy.ToByteArray();
    }

    private static List<double?> Costs(OnnxFile file, InferenceSession session, ModelInputs inputs, int batch)
    {
        using var values = inputs.MakeUp(batch);
        using var options = new RunOptions();
        using var results = RuntimeErrors.Translate(
            file.Path, () => session.Run(options, inputs.Names, values.Values, session.OutputNames), "check the sizes of its dimensions, with --dim");
        var sizes = new Dictionary<string, long[]?>();
        foreach (var (name, value) in session.OutputNames.Zip(results).Concat(inputs.Names.Zip(values.Values)))
        {
            sizes[name] = ValueSizes.SizesOf(value);
        }

        foreach (var tensor in file.Model.Graph.Initializer)
        {
            sizes[tensor.Name] = [.. tensor.Dims];
        }

        return [.. file.Model.Graph.Node.Select(node => OperatorFlops.Of(node, sizes.GetValueOrDefault))];
    }
}
